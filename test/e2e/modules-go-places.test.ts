import { copyFile, mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildMsi } from '../../lab/msi/build.ts';
import type { MsiPackage } from '../../lab/msi/package.ts';
import { isJsonObject, type JsonObject } from '../../src/json.ts';
import { type GoHost, goHost } from './go-host.ts';
import { ModuleRunner } from './module-runner.ts';

let host: GoHost;
let run: ModuleRunner;

async function provide(
  pack: MsiPackage,
  to = `C:\\ProgramData\\gorun\\cache\\${pack.version}.windows-${pack.arch}.msi`,
): Promise<string> {
  await mkdir(dirname(host.here(to)), { recursive: true });
  await copyFile(await buildMsi(host.places, pack), host.here(to));
  return to;
}
const go = async (): Promise<JsonObject> => {
  const { result } = await run.task('go_version_fact', {});
  return isJsonObject(result?.go) ? result.go : {};
};
/** What undo must bring back. */
const standing = async () => {
  const { installed, on_path, folders } = await go();
  const path = (await run.task('env_path', { entry: 'C:\\', state: 'absent' })).result;
  return JSON.stringify({ installed, on_path, folders, path }, (key, value: unknown) =>
    key === 'package' ? undefined : value,
  );
};

describe('a host without Go', () => {
  beforeAll(async () => {
    host = await goHost('modules-go-none', 'ready');
    run = new ModuleRunner(host.session);
  });
  afterAll(() => host.close());

  test('gets one, and undo leaves no trace of it', async () => {
    const before = await standing();
    await provide({ version: 'go1.21.13', arch: 'amd64' });
    const end = await run.task('msi_install', { version: '1.21.13' });
    expect(end).toMatchObject({ status: 'changed', message: '' });
    expect(await run.task('verify', { version: '1.21.13' })).toMatchObject({
      status: 'ok',
      result: { version: '1.21.13' },
    });
    await end.undo();
    expect(await standing()).toBe(before);
  });

  test('a folder with quotes in its neighbours, spaces, & and Unicode is no trouble', async () => {
    const dir = 'C:\\R&D (x) 100%\\Gö';
    await provide({ version: 'go1.21.13', arch: 'amd64' });
    const end = await run.task('msi_install', { version: '1.21.13', install_dir: dir });
    expect(end).toMatchObject({ status: 'changed', message: '', result: { install_dir: dir } });
    expect(await run.task('verify', { version: '1.21.13' })).toMatchObject({
      status: 'ok',
      result: { path: `${dir}\\bin\\go.exe` },
    });
    await end.undo();
  });

  test('files that no product owns are set aside, and put back by undo', async () => {
    const stray = 'C:\\Program Files\\Go\\VERSION';
    await mkdir(dirname(host.here(stray)), { recursive: true });
    await copyFile(import.meta.filename, host.here(stray));
    await mkdir(host.here('C:\\Program Files\\Go\\bin'), { recursive: true });
    await copyFile(import.meta.filename, host.here('C:\\Program Files\\Go\\bin\\go.exe'));
    const before = await standing();
    const end = await run.task('msi_install', { version: '1.21.13' });
    expect(end).toMatchObject({ status: 'changed', message: '' });
    expect(end.titles).toHaveLength(2);
    await end.undo();
    expect(await standing()).toBe(before);
  });
});

describe('a host with Go in a folder of its own and a 386 twin', () => {
  const dir = 'C:\\tools\\Go dir';

  beforeAll(async () => {
    host = await goHost('modules-go-twin', 'go1.20.14', 'go386twin,stale-goroot');
    run = new ModuleRunner(host.session);
  });
  afterAll(() => host.close());

  test('every Go is found, and verify names every point', async () => {
    expect(await go()).toMatchObject({
      twins: true,
      stale_goroot: [{ scope: 'machine', value: 'C:\\Go1.9' }],
    });
    const end = await run.task('verify', { version: '1.20.14' });
    const points = end.detail?.points;
    expect(points).toContainEqual(expect.objectContaining({ point: 'no other Go is installed' }));
    expect(points).toContainEqual(expect.objectContaining({ seen: 'C:\\Go1.9 (no Go is there)' }));
  });

  test('the same version moves to another folder, and undo brings it back', async () => {
    const before = await standing();
    const src = await provide({ version: 'go1.20.14', arch: 'amd64' }, 'C:\\ProgramData\\old.msi');
    const task = { version: '1.20.14', src, install_dir: dir };
    const end = await run.task('msi_install', task);
    expect(end).toMatchObject({ status: 'changed', message: '', result: { install_dir: dir } });
    await end.undo();
    expect(await standing()).toBe(before);
    expect(await run.task('msi_install', task)).toMatchObject({ status: 'changed', message: '' });
  });

  test('an upgrade stays in that folder, leaves the twin alone, and undo leads back', async () => {
    const before = await standing();
    await provide({ version: 'go1.21.13', arch: 'amd64' });
    const end = await run.task('msi_install', { version: '1.21.13' });
    expect(end).toMatchObject({ status: 'changed', message: '', result: { install_dir: dir } });
    expect((await go()).installed).toContainEqual(
      expect.objectContaining({ arch: '386', version: '1.20.14', whole: true }),
    );
    await end.undo();
    expect(await standing()).toBe(before);
  });

  test('with allow_arch_change the twin goes, and undo brings it back', async () => {
    const before = await standing();
    const end = await run.task('msi_install', { version: '1.21.13', allow_arch_change: true });
    expect(end).toMatchObject({ status: 'changed', message: '' });
    expect((await go()).installed).toHaveLength(1);
    await end.undo();
    expect(await standing()).toBe(before);
  });

  test('without a copy of the old installer nothing is touched, unless the index has one', async () => {
    const { installed } = await go();
    for (const one of Array.isArray(installed) ? installed : [])
      if (isJsonObject(one) && one.arch === 'amd64')
        await rm(host.here(String(one.package)), { force: true });
    await rm(host.here('C:\\ProgramData\\gorun\\cache\\kept'), { recursive: true, force: true });
    const before = await standing();
    expect(await run.task('msi_install', { version: '1.21.13', install_dir: dir })).toMatchObject({
      status: 'refused',
      message: expect.stringContaining('is not at hand'),
    });
    const end = await run.task('msi_install', {
      version: '1.21.13',
      install_dir: dir,
      index: host.places.depot,
    });
    expect(end).toMatchObject({ status: 'changed', message: '', result: { install_dir: dir } });
    await end.undo();
    expect(await standing()).toBe(before);
  });
});
