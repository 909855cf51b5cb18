import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { labDown, labUp } from '../../lab/index.ts';
import { compileCacheFolder } from '../../src/cli/compile-cache.ts';
import { ownInstance } from '../lab-instance.ts';
import { until } from './kept-fleet.ts';
import { recapOf, resultsOf, startGorun, type Typed } from './typed-gorun.ts';

const instance = ownInstance('persist');
const folder = mkdtempSync(join(tmpdir(), 'gorun-persist-'));
const env = {
  XDG_RUNTIME_DIR: join(folder, 'runtime'),
  XDG_CACHE_HOME: join(folder, 'cache'),
  NODE_COMPILE_CACHE: compileCacheFolder(process.env) ?? '',
};

beforeAll(async () => {
  mkdirSync(env.XDG_RUNTIME_DIR, { mode: 0o700 });
  await labUp({ instance, hosts: 1, project: folder, fresh: true });
});
afterAll(async () => {
  await gorun('persist', 'stop');
  await labDown({ instance, remove: true });
  rmSync(folder, { recursive: true, force: true });
});

const gorun = (...words: readonly string[]) => startGorun(folder, words, env).ended;

async function run(tasks: readonly object[]): Promise<Typed> {
  writeFileSync(join(folder, 'p.yml'), JSON.stringify([{ hosts: 'win1', tasks }]));
  return gorun('playbook', 'p.yml', '-i', 'lab', '--output', 'json', '--persist');
}

const stats = (ran: Typed) => recapOf(ran).win1?.stats;
const kept = async (): Promise<readonly object[]> =>
  JSON.parse((await gorun('persist', 'status', '--json')).out);

it('a worker of Windows is taken over with the sources that it has, and made anew after a change and a restart', async () => {
  const stat = [{ stat: { path: 'C:\\Windows' } }];
  const first = await run(stat);
  expect(first.code).toBe(0);
  const second = await run(stat);
  expect(stats(second)).toMatchObject({ roundTrips: 1, reconnects: 0 });
  expect(stats(second)?.bytesSent).toBeLessThan((stats(first)?.bytesSent ?? 0) / 4);
  const write = [{ win_file: { path: 'C:\\kept', state: 'directory' } }];
  expect(resultsOf(await run(write), 'win1')).toMatchObject([{ status: 'changed' }]);
  await until(async () => (await kept()).length === 1);
  const again = await run(write);
  expect(resultsOf(again, 'win1')).toMatchObject([{ status: 'ok' }]);
  expect(stats(again)).toMatchObject({ roundTrips: 1, reconnects: 0 });
  const restarted = await run([{ win_reboot: { delay: 0, reboot_timeout: 60 } }, ...write]);
  expect(resultsOf(restarted, 'win1')).toMatchObject([{ status: 'changed' }, { status: 'ok' }]);
  expect(restarted.events.filter(({ type }) => type === 'run.warning')).toEqual([]);
  expect(resultsOf(await run(stat), 'win1')).toMatchObject([{ status: 'ok' }]);
});
