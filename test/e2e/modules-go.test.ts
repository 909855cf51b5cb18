import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Depot, startDepot } from '../../src/depot/server.ts';
import type { Json, JsonObject } from '../../src/json.ts';
import { type GoHost, goHost } from './go-host.ts';
import { ModuleRunner } from './module-runner.ts';

let host: GoHost;
let depot: Depot;
let run: ModuleRunner;

beforeAll(async () => {
  host = await goHost('modules-go');
  depot = await startDepot({ dir: host.places.depot, port: 0, host: '127.0.0.1' });
  run = new ModuleRunner(host.session);
});

afterAll(async () => {
  await depot.close();
  await host.close();
});

/** What must be as before: all but the free space and the name that Windows Installer gives its copy. */
function settled(result: JsonObject | undefined): string {
  return JSON.stringify(result, (key, value: unknown) =>
    key === 'free_bytes' || key === 'package' ? undefined : value,
  );
}

const wanted = { version: '1.21.13', arch: 'amd64' };
const tasks = () =>
  [
    ['fetch_msi', { ...wanted, index: depot.indexUrl }],
    ['msi_install', wanted],
    ['env_path', { tidy: true }],
    ['verify', wanted],
  ] as const;

describe('the upgrade of one host, module by module', () => {
  let checked: string[] = [];
  let before = '';

  test('the host has Go 1.20.14', async () => {
    const fact = await run.task('go_version_fact', {});
    before = settled(fact.result);
    expect(fact.result).toMatchObject({
      go: { version: '1.20.14', path: 'C:\\Program Files\\Go\\bin\\go.exe' },
    });
  });

  test('check mode predicts all of it: verify is neither a false failure nor a false ok', async () => {
    const predicted = new Map<string, Json>();
    for (const [name, params] of tasks()) {
      const end = await run.task(name, params, predicted);
      expect({ name, status: end.status, message: end.message }).toMatchObject({
        status: name === 'verify' || name === 'env_path' ? 'ok' : 'changed',
      });
      checked = [...checked, ...end.titles];
    }
  });

  test('the run applies the very steps that check mode has shown, and undo leads back', async () => {
    const applied: string[] = [];
    const undos: (() => Promise<void>)[] = [];
    for (const [name, params] of tasks()) {
      const end = await run.task(name, params);
      expect({ name, status: end.status, message: end.message ?? '' }).toEqual({
        name,
        status: end.titles.length === 0 ? 'ok' : 'changed',
        message: '',
      });
      applied.push(...end.titles);
      undos.push(end.undo);
    }
    expect(applied).toEqual(checked);
    expect((await run.task('go_version_fact', {})).result).toMatchObject({ go: { version: '1.21.13' } });
    for (const [name, params] of tasks()) expect((await run.task(name, params)).titles).toEqual([]);
    for (const undo of undos.toReversed()) await undo();
    expect(settled((await run.task('go_version_fact', {})).result)).toBe(before);
  });
});
