import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import { findModuleFolders } from '../../src/module/load/find-folders.ts';
import { loadModule } from '../../src/module/load/load-modules.ts';
import { openWorkerSession } from '../../src/worker/client/open-worker-session.ts';
import type { HostSession } from '../../src/worker/session.ts';
import { ShellHost, shells } from '../worker/posix-shell.ts';
import { fewPrograms } from './few-programs.ts';
import { type ArchiveFlaws, smallArchive } from './go-archive.ts';
import { ModuleRunner } from './module-runner.ts';

let host: ShellHost;
let session: HostSession;
let run: ModuleRunner;
let folder: string;
let root: string;

/** A host whose Go goes to a folder of the test's own. */
async function open(shell: string, environment?: (folder: string) => string): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), 'gorun-root-'));
  root = join(folder, 'usr local');
  mkdirSync(root);
  host = new ShellHost(shell, environment?.(folder));
  session = await openWorkerSession(host, 'here');
  run = new ModuleRunner(session);
}

afterEach(async () => {
  await session?.close();
  host?.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** The archive of a version on the host, and the task that puts it in place. */
function goArchive(version: string, more: JsonObject = {}, flaws: ArchiveFlaws = {}) {
  const arch = typeof more.arch === 'string' ? more.arch : 'amd64';
  const src = join(folder, `go${version}-${arch}.tar.gz`);
  writeFileSync(src, smallArchive(version, arch, flaws).content);
  return run.task('go_archive', { version, src, root, arch, ...more });
}

async function ownScript() {
  const folders = await findModuleFolders(join(import.meta.dirname, '../../modules'));
  const found = folders.find(({ name }) => name === 'go_archive');
  if (found === undefined) throw new Error('no go_archive');
  return (await loadModule(found)).scripts.posix;
}

const go = () => join(root, 'go');
const version = () => readFileSync(join(go(), 'VERSION'), 'utf8').split('\n')[0];
/** Everything below a folder, with what it holds. */
const looksLike = (path: string): string =>
  execFileSync(
    'sh',
    [
      '-c',
      'cd -- "$1" && find . -exec ls -ldn --time-style=+ {} + && find . -type f -exec cksum {} +',
      'sh',
      path,
    ],
    {
      encoding: 'utf8',
    },
  );

describe.each(shells)('go_archive in %s', (_name, shell) => {
  beforeEach(() => open(shell));

  test('installs, upgrades, finds nothing to do, and gives back to the letter', async () => {
    const first = await goArchive('1.20.14');
    expect(first).toMatchObject({
      status: 'changed',
      message: '',
      result: { version: '1.20.14', path: go() },
    });
    const before = looksLike(root);
    const second = await goArchive('1.21.13');
    expect(second).toMatchObject({ status: 'changed', message: '' });
    expect(version()).toBe('go1.21.13');
    expect(readdirSync(root)).toEqual(['go']);
    expect(await goArchive('1.21.13')).toMatchObject({ status: 'ok' });
    await second.undo();
    expect(looksLike(root)).toBe(before);
    await first.undo();
    expect(readdirSync(root)).toEqual([]);
  });

  test('goes down a version, or to another processor, only when it is told to', async () => {
    await goArchive('1.21.13');
    expect(await goArchive('1.20.14')).toMatchObject({
      status: 'refused',
      fix: expect.stringContaining('allow_downgrade'),
    });
    expect(await goArchive('1.20.14', { allow_downgrade: true })).toMatchObject({
      status: 'changed',
      message: '',
    });
    expect(await goArchive('1.21.13', { arch: '386' })).toMatchObject({
      status: 'refused',
      fix: expect.stringContaining('allow_arch_change'),
    });
    expect(await goArchive('1.21.13', { arch: '386', allow_arch_change: true })).toMatchObject({
      status: 'changed',
      message: '',
    });
    expect(readdirSync(join(go(), 'pkg/tool'))).toEqual(['linux_386']);
  });

  test.each<[string, ArchiveFlaws, RegExp]>([
    ['of another version', { says: '1.21.12' }, /holds Go 1\.21\.12, not 1\.21\.13/],
    ['whose go does not run', { dies: true }, /does not run here: cannot run/],
  ])('leaves the present Go alone with an archive %s', async (_what, flaws, message) => {
    await goArchive('1.20.14');
    const before = looksLike(root);
    const end = await goArchive('1.21.13', {}, flaws);
    expect(end).toMatchObject({ status: 'failed', message: expect.stringMatching(message) });
    await end.undo();
    expect(looksLike(root)).toBe(before);
  });

  test.each(['replace', 'side_by_side'])(
    'removes the folders that it made, with layout: %s',
    async (layout) => {
      const deep = join(root, 'opt/x y');
      const end = await goArchive('1.21.13', { root: deep, layout });
      expect(end).toMatchObject({ status: 'changed', message: '' });
      await end.undo();
      expect(readdirSync(root)).toEqual([]);
      const failed = await goArchive('1.21.13', { root: deep, layout }, { dies: true });
      expect(failed).toMatchObject({ status: 'failed' });
      await failed.undo();
      expect(readdirSync(root)).toEqual([]);
    },
  );

  test('removes the folder of versions that an adopted Go was put into, and leaves folders with something of others', async () => {
    await goArchive('1.21.13');
    const before = looksLike(root);
    for (const version of ['1.21.13', '1.22.12']) {
      const end = await goArchive(version, { layout: 'side_by_side' });
      expect(end).toMatchObject({ status: 'changed', message: '' });
      await end.undo();
      expect(looksLike(root)).toBe(before);
    }
    const end = await goArchive('1.21.13', { root: join(root, 'a/b') });
    mkdirSync(join(root, 'a/mine'));
    await end.undo();
    expect(readdirSync(join(root, 'a'))).toEqual(['mine']);
  });

  test('takes an archive with something behind its end, as gzip does', async () => {
    const src = join(folder, 'longer.tar.gz');
    const { content } = smallArchive('1.21.13', 'amd64', { filling: 300_000 });
    writeFileSync(src, Buffer.concat([content, Buffer.from('more')]));
    const end = await run.task('go_archive', { version: '1.21.13', src, root });
    expect(end).toMatchObject({ status: 'changed', message: '' });
    expect(version()).toBe('go1.21.13');
  });

  test('leaves the present Go alone with an archive that is cut short, damaged or none', async () => {
    await goArchive('1.20.14');
    const before = looksLike(root);
    const src = join(folder, 'broken.tar.gz');
    const whole = smallArchive('1.21.13', 'amd64', { filling: 300_000 }).content;
    const changed = Buffer.from(whole);
    // gzip's own checksum stands before the length, at the end.
    changed.writeUInt8(changed.readUInt8(changed.length - 8) ^ 1, changed.length - 8);
    for (const content of [whole.subarray(0, 200_000), changed, Buffer.from('no archive')]) {
      writeFileSync(src, content);
      const end = await run.task('go_archive', { version: '1.21.13', src, root });
      expect(end).toMatchObject({
        status: 'failed',
        message: expect.stringMatching(/broken\.tar\.gz cannot be unpacked: /),
      });
      // What gzip says of it tells more than that another program could not read it.
      expect(end.message).not.toContain('unsupported format');
      expect(looksLike(root)).toBe(before);
    }
  });

  test('keeps versions side by side, switches between them, and back', async () => {
    const layout = { layout: 'side_by_side', keep: 1 };
    const first = await goArchive('1.19.13', layout);
    expect(readlinkSync(go())).toBe('go-versions/go1.19.13');
    await goArchive('1.20.14', layout);
    const before = looksLike(root);
    const third = await goArchive('1.21.13', layout);
    expect(third).toMatchObject({ status: 'changed', message: '' });
    expect(readdirSync(join(root, 'go-versions'))).toEqual(['go1.20.14', 'go1.21.13']);
    expect(readdirSync(root).sort()).toEqual(['go', 'go-versions']);
    await third.undo();
    expect(looksLike(root)).toBe(before);
    // What is unpacked already needs no archive.
    const back = await run.task('go_archive', {
      version: '1.19.13',
      root,
      arch: 'amd64',
      allow_downgrade: true,
      ...layout,
    });
    expect(back).toMatchObject({ status: 'changed', message: '', titles: [`switch ${go()} to Go 1.19.13`] });
    expect(version()).toBe('go1.19.13');
    expect(first.status).toBe('changed');
  });

  test('a folder that is there becomes one of the versions, and a folder again', async () => {
    await goArchive('1.20.14');
    const before = looksLike(root);
    const end = await goArchive('1.21.13', { layout: 'side_by_side' });
    expect(end).toMatchObject({ status: 'changed', message: '' });
    expect(readdirSync(join(root, 'go-versions'))).toEqual(['go1.20.14', 'go1.21.13']);
    await end.undo();
    expect(looksLike(root)).toBe(before);
    expect(lstatSync(go()).isDirectory()).toBe(true);
  });

  test('removes a Go, alone or side by side, and gives it back to the letter', async () => {
    await goArchive('1.20.14');
    const alone = looksLike(root);
    const removed = await run.task('go_archive', { state: 'absent', root });
    expect(removed).toMatchObject({ status: 'changed', message: '', result: { version: null } });
    expect(readdirSync(root)).toEqual([]);
    await removed.undo();
    expect(looksLike(root)).toBe(alone);
    await goArchive('1.21.13', { layout: 'side_by_side' });
    const both = looksLike(root);
    const all = await run.task('go_archive', { state: 'absent', root });
    expect(all).toMatchObject({ status: 'changed', message: '' });
    expect(readdirSync(root)).toEqual(['go-versions']);
    expect(await run.task('go_archive', { state: 'absent', root })).toMatchObject({ status: 'ok' });
    await all.undo();
    expect(looksLike(root)).toBe(both);
  });

  test('clears what one that was cut short has left', async () => {
    mkdirSync(join(root, '.gorun-go.123/go/bin'), { recursive: true });
    expect(await goArchive('1.21.13')).toMatchObject({ status: 'changed', message: '' });
    expect(readdirSync(root)).toEqual(['go']);
  });

  test('does not touch a folder that holds something else', async () => {
    mkdirSync(go());
    writeFileSync(join(go(), 'thesis.txt'), 'years of work');
    expect(await goArchive('1.21.13')).toMatchObject({
      status: 'refused',
      message: expect.stringContaining('holds no Go'),
    });
    expect(existsSync(join(go(), 'thesis.txt'))).toBe(true);
  });
});

test('a connection that breaks while an archive is looked at neither ends nor repeats the step', async () => {
  await open('/usr/bin/dash');
  await goArchive('1.20.14');
  const src = join(folder, 'slow.tar.gz');
  writeFileSync(src, smallArchive('1.21.13', 'amd64', { slow: true }).content);
  const given = { version: '1.21.13', src, root, arch: 'amd64' };
  const { plan } = await run.task('go_archive', given, new Map());
  if ('refused' in plan) throw new Error(plan.refused);
  const script = await ownScript();
  const running = session.exchange(
    plan.steps.map(({ action, args, title }) => ({
      script,
      fn: 'Apply',
      args: { action, args },
      intent: { id: 'run/1/0', run: 'run', task: '1', title },
    })),
  );
  while (!readdirSync(root).some((name) => name.startsWith('.gorun-go.'))) await new Promise(setImmediate);
  host.dropOutput();
  expect(await running).toMatchObject([{ ok: true, value: { undo: { kept: expect.any(String) } } }]);
  expect(session.stats().reconnects).toBeGreaterThan(0);
  expect(version()).toBe('go1.21.13');
  expect(readdirSync(root)).toEqual(['go']);
  expect((await run.task('go_archive', given)).titles).toEqual([]);
});

test('an undo of which nobody knows how far the step came finds what was kept', async () => {
  await open('/usr/bin/dash');
  await goArchive('1.20.14');
  const before = looksLike(root);
  const { plan } = await goArchive('1.21.13');
  const [step] = 'refused' in plan ? [] : plan.steps;
  if (step?.undo === undefined) throw new Error('no step');
  const script = await ownScript();
  // As planned, without what the step said it had kept.
  const undo = { script, fn: 'Apply', args: { action: step.undo.action, args: step.undo.args } };
  for (const outcome of await session.exchange([undo, undo])) expect(outcome).toMatchObject({ ok: true });
  expect(looksLike(root)).toBe(before);
});

describe('a host that lacks something', () => {
  test('says so before anything is touched', async () => {
    await open('/usr/bin/dash', (own) => `PATH='${fewPrograms(own, '/usr/bin/dash', ['-tar', '-gzip'])}'`);
    expect(await goArchive('1.21.13')).toMatchObject({
      status: 'refused',
      message: 'the host has no tar and no gzip',
    });
  });

  test('unpacks with gzip where it has nothing quicker, and sees damage', async () => {
    await open('/usr/bin/dash', (own) => `PATH='${fewPrograms(own, '/usr/bin/dash', [])}'`);
    expect(await goArchive('1.20.14')).toMatchObject({ status: 'changed', message: '' });
    const content = smallArchive('1.21.13', 'amd64').content;
    content.writeUInt8(content.readUInt8(content.length - 8) ^ 1, content.length - 8);
    const src = join(folder, 'damaged.tar.gz');
    writeFileSync(src, content);
    const end = await run.task('go_archive', { version: '1.21.13', src, root, arch: 'amd64' });
    expect(end).toMatchObject({ status: 'failed', message: expect.stringMatching(/cannot be unpacked: /) });
    expect(version()).toBe('go1.20.14');
  });
});
