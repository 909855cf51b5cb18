import { copyFile, mkdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildMsi } from '../../lab/msi/build.ts';
import type { MsiPackage } from '../../lab/msi/package.ts';
import { type GoHost, goHost } from './go-host.ts';
import { ModuleRunner, type TaskEnd } from './module-runner.ts';

let host: GoHost;
let run: ModuleRunner;
let formerPath: unknown;

const cache = 'C:\\ProgramData\\gorun\\cache\\go1.21.13.windows-amd64.msi';
const wanted = { version: '1.21.13', time_limit: 60 };

/** Puts a package where msi_install looks for it. */
async function provide(pack: MsiPackage): Promise<void> {
  await mkdir(dirname(host.here(cache)), { recursive: true });
  await copyFile(await buildMsi(host.places, pack), host.here(cache));
}

/** What the stand-in in front of msiexec does on its next runs; nothing: the real work. */
async function order(fault?: object): Promise<void> {
  const file = host.here('C:\\windows\\lab\\msiexec.json');
  if (fault === undefined) return rm(file, { force: true });
  const spare: unknown = JSON.parse(orders).spare;
  await writeFile(
    file,
    JSON.stringify({ code: 0, times: 0, package: 'C:\\windows\\lab\\broken.msi', spare, ...fault }),
  );
}

let orders = '';
const stateOf = async () => (await run.task('go_version_fact', {})).result;
const path = async () => (await run.task('env_path', { tidy: true })).result;

beforeAll(async () => {
  host = await goHost('modules-go-faults', 'go1.20.14', 'msi-fails-midway');
  orders = await readFile(host.here('C:\\windows\\lab\\msiexec.json'), 'utf8');
  run = new ModuleRunner(host.session);
  formerPath = await path();
});

beforeEach(async () => {
  await order();
  await provide({ version: 'go1.21.13', arch: 'amd64' });
});

afterAll(() => host.close());

/** After a failure the host is as before: Go 1.20.14, whole, and the same PATH. */
async function expectAsBefore(): Promise<void> {
  expect(await stateOf()).toMatchObject({
    go: { version: '1.20.14', installed: [{ version: '1.20.14', whole: true }] },
  });
  expect(await path()).toEqual(formerPath);
}

describe('msiexec', () => {
  test('fails in the middle and leaves neither: the old Go is installed again at once', async () => {
    await order({ kind: 'replace' });
    const end = await run.task('msi_install', wanted);
    expect(end).toMatchObject({
      status: 'failed',
      detail: { restored: true, now: [{ version: '1.20.14', whole: true }] },
    });
    expect(end.message).toMatch(
      /could not be installed: msiexec ended with \d+ .*left with .*; Go 1.20.14 amd64 was installed again, PATH is as before/,
    );
    await expectAsBefore();
  });

  test('says 1618 twice: the installation is tried again and works, and undo leads back', async () => {
    await order({ kind: 'exit', code: 1618, times: 2 });
    const end = await run.task('msi_install', wanted);
    expect(end).toMatchObject({ status: 'changed', result: { version: '1.21.13', exit_codes: [0] } });
    await order();
    await end.undo();
    await expectAsBefore();
  });

  test('says 1618 until the time is over: the task fails and the old Go stands', async () => {
    await order({ kind: 'exit', code: 1618 });
    const end = await run.task('msi_install', { ...wanted, time_limit: 5 });
    expect(end.status).toBe('failed');
    expect(end.message).toContain(
      '1618 (another installation is running); Go 1.20.14 amd64 stands as before',
    );
    await expectAsBefore();
  });

  test('hangs: it is ended with all it started, and the old Go stands', async () => {
    await order({ kind: 'hang' });
    const end = await run.task('msi_install', { ...wanted, time_limit: 5 });
    expect(end).toMatchObject({ status: 'failed', detail: { timedOut: true } });
    expect(end.message).toContain('did not end within 5 s');
    await expectAsBefore();
  });

  test('fails at once: code, words and the log are in the error', async () => {
    await order({ kind: 'exit', code: 1603 });
    const end = await run.task('msi_install', wanted);
    expect(end).toMatchObject({
      status: 'failed',
      detail: { exitCode: 1603, log: expect.stringContaining('.log') },
    });
    expect(end.message).toContain('1603 (fatal error during installation)');
    await expectAsBefore();
  });

  test('asks for a reboot: that is a success which says so', async () => {
    await order({ kind: 'exit-after', code: 3010 });
    const end = await run.task('msi_install', wanted);
    expect(end).toMatchObject({ status: 'changed', result: { reboot_required: true, exit_codes: [3010] } });
    await order();
    await end.undo();
    await expectAsBefore();
  });
});

describe('an installer that must not be run is refused before anything is touched', () => {
  const refusals: readonly [string, MsiPackage, RegExp][] = [
    [
      'of another product',
      { version: 'go1.21.13', arch: 'amd64', defect: 'other-product' },
      /is not Go but “Contoso Notes 4.2”/,
    ],
    ['of another processor', { version: 'go1.20.14', arch: '386' }, /not for amd64/],
    ['of another version', { version: 'go1.22.12', arch: 'amd64' }, /not Go 1.21.13/],
  ];
  test.each(refusals)('%s', async (_, pack, message) => {
    await provide(pack);
    const end = await run.task('msi_install', wanted);
    expect({ status: end.status, message: end.message }).toEqual({
      status: 'refused',
      message: expect.stringMatching(message),
    });
  });

  test('cut short', async () => {
    await truncate(host.here(cache), 3_000_000);
    expect(await run.task('msi_install', wanted)).toMatchObject({
      status: 'refused',
      message: expect.stringContaining('cut short'),
    });
  });

  test('no installer at all', async () => {
    await writeFile(host.here(cache), '<html>not found</html>');
    expect(await run.task('msi_install', wanted)).toMatchObject({
      status: 'refused',
      message: expect.stringContaining('too short'),
    });
  });

  test('not there', async () => {
    await rm(host.here(cache));
    expect(await run.task('msi_install', wanted)).toMatchObject({
      status: 'refused',
      fix: 'Put it there with fetch_msi first.',
    });
  });
});

describe('other states', () => {
  test('absent uninstalls and takes the entry out of PATH; undo brings exactly that back', async () => {
    const end = await run.task('msi_install', { state: 'absent' });
    expect(end).toMatchObject({ status: 'changed', message: '' });
    expect(await stateOf()).toMatchObject({ go: { found: false, installed: [] } });
    expect((await run.task('msi_install', { state: 'absent' })).titles).toEqual([]);
    await end.undo();
    await expectAsBefore();
  });

  test('a Go whose files are damaged is installed again', async () => {
    const install: TaskEnd = await run.task('msi_install', wanted);
    expect(install.status).toBe('changed');
    await rm(host.here('C:\\Program Files\\Go\\VERSION'));
    expect(await run.task('verify', { version: '1.21.13' })).toMatchObject({
      status: 'refused',
      detail: { points: [{ seen: expect.stringContaining('VERSION is missing') }] },
    });
    expect(await run.task('msi_install', wanted)).toMatchObject({ status: 'changed', message: '' });
    await install.undo();
    await expectAsBefore();
  });

  test('a downgrade is refused, and done when asked for', async () => {
    const up = await run.task('msi_install', wanted);
    const src = 'C:\\ProgramData\\gorun\\cache\\old.msi';
    await copyFile(await buildMsi(host.places, { version: 'go1.20.14', arch: 'amd64' }), host.here(src));
    const down = { version: '1.20.14', src };
    expect(await run.task('msi_install', down)).toMatchObject({
      status: 'refused',
      message: expect.stringContaining('downgrade'),
    });
    const end = await run.task('msi_install', { ...down, allow_downgrade: true });
    expect(end).toMatchObject({ status: 'changed', message: '' });
    await end.undo();
    expect(await stateOf()).toMatchObject({ go: { version: '1.21.13' } });
    await up.undo();
    await expectAsBefore();
  });
});
