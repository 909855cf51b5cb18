import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import { findModuleFolders } from '../../src/module/load/find-folders.ts';
import { loadModule } from '../../src/module/load/load-modules.ts';
import { shells } from '../worker/posix-shell.ts';
import { archiveDepot, archiveEntry, archiveName, smallArchive } from './go-archive.ts';
import { type ModulesInShell, modulesInShell } from './modules-in-shell.ts';
import type { OwnDepot } from './own-depot.ts';

/** The account that has no rights but its own. */
const nobody = 65534;

/** Both say the same, and nothing is done. */
async function refusal(on: ModulesInShell, name: string, given: JsonObject): Promise<string> {
  const checked = await on.check(name, given);
  const ran = await on.task(name, given);
  expect(checked.status).toBe('refused');
  expect(ran).toMatchObject({ status: 'refused', message: checked.message, fix: checked.fix });
  return `${checked.message} | ${checked.fix}`;
}

async function success(on: ModulesInShell, name: string, given: JsonObject): Promise<void> {
  expect(await on.check(name, given)).toMatchObject({ status: 'changed' });
  expect(await on.task(name, given)).toMatchObject({ status: 'changed', message: '' });
}

const modules = join(import.meta.dirname, '../../modules');
const archive = smallArchive('1.21.13', 'amd64');
let depot: OwnDepot;
beforeAll(async () => {
  depot = await archiveDepot([archive], (_, response) => response.end(archive.content));
});
afterAll(() => depot.close());

const here = mkdtempSync(join(tmpdir(), 'gorun-rights-'));
writeFileSync(join(here, 'rights.hbs'), 'x\n');
afterAll(() => rmSync(here, { recursive: true }));

describe.each(shells)('what an ordinary account may not do, where sh is %s', (_name, program) => {
  const on = modulesInShell(program, here, `setpriv --reuid=${nobody} --regid=${nobody} --clear-groups`);
  const { at } = on;
  const closed = () =>
    new RegExp(`^${at('theirs')} cannot be written by this account, or is read-only .*become`);

  beforeEach(() => {
    chownSync(on.host.folder, nobody, nobody);
    chmodSync(on.host.folder, 0o755);
    for (const name of ['theirs', 'open', 'sticky']) mkdirSync(at(name), { recursive: true });
    chmodSync(at('open'), 0o777);
    chmodSync(at('sticky'), 0o1777);
    for (const name of ['theirs/file', 'open/file', 'sticky/file']) {
      writeFileSync(at(name), 'one\n');
      chownSync(at(name), 0, 0);
    }
    writeFileSync(at('own'), 'one\n');
    chownSync(at('own'), nobody, nobody);
  });

  it.each<readonly [string, string, JsonObject]>([
    ['copy', 'new', { content: 'x' }],
    ['copy', 'file', { content: 'two\n' }],
    ['copy', 'a/b/c', { content: 'x' }],
    ['template', 'new', { src: 'rights.hbs' }],
    ['file', 'file', { state: 'absent' }],
    ['file', 'new', { state: 'touch' }],
    ['file', 'new/folder', { state: 'directory' }],
    ['file', 'new', { state: 'link', src: '/etc' }],
    ['line_in_file', 'file', { line: 'two' }],
    ['line_in_file', 'new', { line: 'two', create: true }],
    ['get_url', 'new', { url: 'http://127.0.0.1:9/new' }],
  ])('%s of %s in a folder of another account', async (name, path, given) => {
    const place = ['file', 'line_in_file'].includes(name) ? 'path' : 'dest';
    expect(await refusal(on, name, { [place]: at(`theirs/${path}`), ...given })).toMatch(closed());
    expect(existsSync(at('theirs/new'))).toBe(false);
    expect(readFileSync(at('theirs/file'), 'utf8')).toBe('one\n');
  });

  it('a download that cannot be written is told, and not tried again', async () => {
    const given = { version: '1.21.13', arch: 'amd64', index: depot.index, method: 'download' };
    expect(await refusal(on, 'fetch_file', { ...given, dest: at('theirs/go.tgz') })).toMatch(closed());
    expect(
      await refusal(on, 'fetch_file', { ...given, dest: at('theirs/a/go.tgz'), method: 'push' }),
    ).toMatch(closed());
    // As where the folder has become another account's since it was looked at.
    const [folder] = (await findModuleFolders(modules)).filter(({ name }) => name === 'fetch_file');
    if (folder === undefined) throw new Error('no fetch_file');
    const script = (await loadModule(folder)).scripts.posix;
    const { content } = archive;
    const { sha256 } = archiveEntry(archive);
    const url = `${depot.index.slice(0, depot.index.lastIndexOf('/'))}/${archiveName(archive)}`;
    const path = at('theirs/go.tgz');
    const args = { path, size: content.length, sha256, url, retries: 4, stall: 5 };
    const began = Date.now();
    const [outcome] = await on.session.exchange([
      { script, fn: 'Apply', args: { action: 'download', args }, timeout: 60 },
    ]);
    expect(outcome).toMatchObject({
      ok: false,
      error: {
        message: expect.stringMatching(/go\.tgz\.\w+\.part cannot be written: .*Permission denied\]?$/),
      },
    });
    expect(Date.now() - began).toBeLessThan(5_000);
    await success(on, 'fetch_file', { ...given, dest: at('open/go.tgz') });
    rmSync(at('open/go.tgz'));
  });

  it('has a folder for gorun, which a look does not make', async () => {
    const [told] = await on.session.exchange([{ script: undefined, fn: 'state', args: {} }]);
    expect(told).toMatchObject({ ok: true });
  });

  it('leaves alone what is as wanted, whoever owns it', async () => {
    const path = at('theirs/file');
    const given = { owner: 'root', group: 'root', mode: '0644' };
    expect(await on.task('copy', { dest: path, content: 'one\n', ...given })).toMatchObject({ status: 'ok' });
    expect(await on.task('file', { path, ...given })).toMatchObject({ status: 'ok' });
    expect(await on.task('line_in_file', { path, line: 'one', ...given })).toMatchObject({ status: 'ok' });
  });

  it('sets the mode of its own files only', async () => {
    const path = at('open/file');
    const said = new RegExp(
      `^${path} belongs to root: only that account and root may set its mode and owner`,
    );
    expect(await refusal(on, 'file', { path, mode: '0600' })).toMatch(said);
    expect(await refusal(on, 'copy', { dest: path, content: 'one\n', mode: '0600' })).toMatch(said);
    expect(await refusal(on, 'line_in_file', { path, line: 'one', mode: '0600' })).toMatch(said);
    expect(await refusal(on, 'file', { path, state: 'touch' })).toMatch(/open\/file cannot be written/);
    await success(on, 'file', { path: at('own'), mode: '0640' });
    expect(statSync(at('own')).mode & 0o777).toBe(0o640);
  });

  it('gives its files to nobody else', async () => {
    for (const owner of ['root', '0']) {
      const said = new RegExp(`^only root may give files to ${owner} .*become`);
      expect(await refusal(on, 'copy', { dest: at('open/new'), content: 'x', owner })).toMatch(said);
      // It belongs to root already; a new one in its place would not.
      expect(await refusal(on, 'copy', { dest: at('open/file'), content: 'x', owner })).toMatch(said);
      expect(await refusal(on, 'file', { path: at('own'), owner })).toMatch(said);
      expect(await refusal(on, 'file', { path: at('new'), state: 'directory', owner })).toMatch(said);
    }
    expect(await refusal(on, 'file', { path: at('own'), group: 'root' })).toMatch(/is not in the group root/);
    await success(on, 'copy', {
      dest: at('open/given'),
      content: 'x',
      owner: 'nobody',
      group: String(nobody),
    });
  });

  it('replaces and removes no file of others where the sticky bit forbids it', async () => {
    const path = at('sticky/file');
    expect(await refusal(on, 'file', { path, state: 'absent' })).toMatch(/sticky bit/);
    expect(await refusal(on, 'copy', { dest: path, content: 'x' })).toMatch(/sticky bit/);
    await success(on, 'copy', { dest: at(`sticky/of ${program.replaceAll('/', '-')}`), content: 'x' });
    await success(on, 'copy', { dest: at('open/file'), content: 'two\n' });
  });
});

describe.each(shells)('where gorun may not write its own folder, and sh is %s', (_name, program) => {
  const on = modulesInShell(
    program,
    here,
    `GORUN_STATE=/etc/gorun setpriv --reuid=${nobody} --regid=${nobody} --clear-groups`,
  );

  it('check mode is told what the lock would say', async () => {
    const [told] = await on.session.exchange([{ script: undefined, fn: 'state', args: {} }]);
    const request = { run: 'r', holder: 'me', lease: 60, steal: false };
    const { lock } = await on.session.lock(request);
    const message = /^gorun's folder \/etc\/gorun cannot be written/;
    expect(told).toMatchObject({
      ok: false,
      error: { kind: 'failed', message: expect.stringMatching(message), detail: { at: '/etc' } },
    });
    expect(lock).toMatchObject({ ok: false, error: { message: expect.stringMatching(message) } });
  });
});

describe.each(shells)('what root may not do, where sh is %s', (_name, program) => {
  const on = modulesInShell(
    program,
    undefined,
    // A disk that only this worker sees.
    `unshare -m /bin/sh -c 'mkdir "$HOME/disk" && mount -t tmpfs none "$HOME/disk" && echo one >"$HOME/disk/file" && mount -o remount,ro "$HOME/disk" && exec "$@"' -`,
  );
  const { at } = on;

  it.each([
    ['copy', { owner: 'no-such' }, /^there is no account no-such on this host .*Make it first/],
    ['copy', { group: 'no-such' }, /^there is no group no-such on this host .*Make it first/],
    ['copy', { owner: 'root', group: 'no-such' }, /^there is no group no-such/],
  ])('%s with %o', async (name, given, said) => {
    expect(await refusal(on, name, { dest: at('new'), content: 'x', ...given })).toMatch(said);
    await success(on, 'copy', { dest: at('given'), content: 'x', owner: 'root', group: '4711' });
    await on.task('file', { path: at('given'), state: 'absent' });
    expect(await refusal(on, 'file', { path: at('given'), ...given })).toMatch(/^there is no file/);
  });

  // The test of busybox holds root for one who may write anything: it hears of that disk from the step.
  const whenAsked = program.endsWith('busybox') ? it.fails : it;
  whenAsked('change a disk that is read-only', async () => {
    const said = /\/disk(\/file)? cannot be written by this account, or is read-only/;
    expect(await refusal(on, 'copy', { dest: at('disk/new'), content: 'x' })).toMatch(said);
    expect(await refusal(on, 'line_in_file', { path: at('disk/file'), line: 'two' })).toMatch(said);
    for (const given of [{ state: 'absent' }, { state: 'touch' }, { mode: '0600' }, { owner: 'nobody' }])
      expect(await refusal(on, 'file', { path: at('disk/file'), ...given })).toMatch(said);
  });
});
