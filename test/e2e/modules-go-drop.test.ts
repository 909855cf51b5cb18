import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildMsi } from '../../lab/msi/build.ts';
import { findModuleFolders } from '../../src/module/load/find-folders.ts';
import { loadModule } from '../../src/module/load/load-modules.ts';
import { type GoHost, goHost } from './go-host.ts';
import { ModuleRunner } from './module-runner.ts';

let host: GoHost;
let run: ModuleRunner;

beforeAll(async () => {
  host = await goHost('modules-go-drop');
  run = new ModuleRunner(host.session);
});
afterAll(() => host.close());

const cache = 'C:\\ProgramData\\gorun\\cache\\go1.21.13.windows-amd64.msi';

test('a connection that breaks while msiexec runs neither ends nor repeats the installation', async () => {
  await mkdir(dirname(host.here(cache)), { recursive: true });
  await copyFile(await buildMsi(host.places, { version: 'go1.21.13', arch: 'amd64' }), host.here(cache));
  const folders = await findModuleFolders(join(import.meta.dirname, '../../modules'));
  const folder = folders.find(({ name }) => name === 'msi_install');
  if (folder === undefined) throw new Error('no msi_install');
  const script = (await loadModule(folder)).scripts.windows;
  const { plan } = await run.task('msi_install', { version: '1.21.13' }, new Map());
  if ('refused' in plan) throw new Error(plan.refused);

  const dropped = Promise.withResolvers<void>();
  const outcomes = await host.session.exchange(
    plan.steps.map(({ action, args, title }, at) => ({
      script,
      fn: 'Apply',
      args: { action, args },
      intent: { id: `run/1/${at}`, run: 'run', task: '1', title },
      needsPrevious: true,
    })),
    {
      onProgress: (_, news) => {
        if ('running' in news) host.connector.drop().then(dropped.resolve, dropped.reject);
      },
    },
  );
  await dropped.promise;
  expect(outcomes).toMatchObject([{ ok: true }, { ok: true, value: { data: { rebootRequired: false } } }]);
  expect(host.session.stats().reconnects).toBe(1);
  expect(await run.task('verify', { version: '1.21.13' })).toMatchObject({ status: 'ok' });
  expect((await run.task('msi_install', { version: '1.21.13' })).titles).toEqual([]);
});
