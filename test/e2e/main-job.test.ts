import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshHost, hostState, type Lab, labDown, labUp } from '../../lab/index.ts';
import { exitCodes } from '../../src/errors/exit-codes.ts';
import { ownInstance } from '../lab-instance.ts';
import { footprint } from './host-footprint.ts';
import { gorun, recapOf, resultsOf, startGorun, stepsOf, type Typed } from './typed-gorun.ts';

const instance = ownInstance('main-job');
const names = ['win1', 'win2', 'win3', 'win4'] as const;
const [oldGo, newGo] = ['go1.20.14', 'go1.21.13'].map((go) => `Go Programming Language amd64 ${go}`);

let folder: string;
let lab: Lab;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gorun-main-job-'));
  await cp(
    fileURLToPath(new URL('../../playbooks/upgrade.yml', import.meta.url)),
    join(folder, 'playbooks/upgrade.yml'),
  );
  lab = await labUp({ instance, hosts: names.length, project: folder, fresh: true });
});

afterAll(async () => {
  await labDown({ instance, remove: true });
  await rm(folder, { recursive: true, force: true });
});

const playbook = (name: string, ...words: readonly string[]) =>
  gorun(folder, 'playbook', name, '-i', 'lab', '--output', 'json', ...words);

/** The upgrade that users get, in batches of another size. */
async function upgradeBy(serial: number): Promise<string> {
  const text = await readFile(join(folder, 'playbooks/upgrade.yml'), 'utf8');
  const name = `upgrade-by-${serial}.yml`;
  await writeFile(join(folder, 'playbooks', name), text.replace(/^ {2}serial: .*$/m, `  serial: ${serial}`));
  return name;
}

const prefixOf = (name: string): string => lab.hosts.find((host) => host.name === name)?.prefix ?? '';
const products = async (name: string) => (await hostState(prefixOf(name))).products;
const lookAtAll = () => Promise.all(lab.hosts.map((host) => footprint(host.prefix)));

describe('the upgrade of four hosts', () => {
  let predicted: Typed;
  let applied: Typed;

  test('--check --diff predicts it and changes nothing on any host', async () => {
    const before = await lookAtAll();
    predicted = await playbook('upgrade.yml', '--check', '--diff');
    expect({ code: predicted.code, err: predicted.err }).toEqual({ code: exitCodes.success.code, err: '' });
    expect(await lookAtAll()).toEqual(before);
  });

  test('the run applies the very steps that were predicted', async () => {
    applied = await playbook('upgrade.yml');
    const failures = names
      .flatMap((host) => resultsOf(applied, host))
      .flatMap(({ failure }) => failure ?? []);
    expect({ code: applied.code, err: applied.err, failures }).toEqual({
      code: exitCodes.success.code,
      err: '',
      failures: [],
    });
    expect(stepsOf(applied)).toEqual(stepsOf(predicted));
    expect(stepsOf(applied)['win3: Install Go']?.map((step) => step.action)).toEqual(['keep', 'install']);
    for (const host of names) expect(await products(host)).toEqual([newGo]);
  });

  test('a second run changes nothing, with one round trip for each host', async () => {
    const again = await playbook('upgrade.yml');
    expect(again.code).toBe(exitCodes.success.code);
    const quiet = { changed: 0, failed: 0, standing: 'done', stats: { roundTrips: 1 } };
    expect(recapOf(again)).toMatchObject(Object.fromEntries(names.map((name) => [name, quiet])));
  });
});

describe('an installer that fails in the middle on one of four hosts', () => {
  let before: Awaited<ReturnType<typeof hostState>>;
  let run: Typed;

  beforeAll(async () => {
    await Promise.all(
      names.map((name) =>
        freshHost(name, { instance, faults: name === 'win2' ? 'msi-fails-midway,doubled-path' : 'none' }),
      ),
    );
    before = await hostState(prefixOf('win2'));
    run = await playbook(await upgradeBy(2));
  });

  test('that host has its old Go and exactly its old PATH again', async () => {
    expect(before.path?.kind).toBe('REG_EXPAND_SZ');
    expect(before.products).toEqual([oldGo]);
    expect(await hostState(prefixOf('win2'))).toEqual(before);
  });

  test('exit code and recap say that it was rolled back', () => {
    expect({ code: run.code, err: run.err }).toEqual({ code: exitCodes.rolledBack.code, err: '' });
    expect(recapOf(run)).toMatchObject({
      // It is not taken further than its neighbour came: the play ends with the task that failed there.
      win1: {
        standing: 'interrupted',
        rolledBack: 0,
        where: 'stopped after "Install Go": 1 of 2 hosts failed, more than max_fail_percentage 20 allows',
      },
      win2: {
        standing: 'rolled-back',
        failed: 0,
        rolledBack: 1,
        where: expect.stringContaining('Install Go'),
      },
    });
    expect(resultsOf(run, 'win2').find((result) => result.status === 'failed')?.failure).toMatchObject({
      code: 'module/apply-failed',
      message: expect.stringContaining('msiexec ended with'),
    });
  });

  test('the rest of its batch has the new Go, later batches are not begun', async () => {
    expect(await products('win1')).toEqual([newGo]);
    expect(recapOf(run)).toMatchObject({
      win3: { standing: 'not-started', changed: 0 },
      win4: { standing: 'not-started', changed: 0 },
    });
    expect(run.events.find((event) => event.type === 'play.stopped')).toMatchObject({
      untouched: ['win3', 'win4'],
    });
    for (const host of ['win3', 'win4']) {
      const seen = await footprint(prefixOf(host));
      expect(seen.products).toEqual([oldGo]);
      expect(seen.files.filter((file) => file.includes('ProgramData/gorun'))).toEqual([]);
    }
  });
});

describe('Ctrl-C while Go is installed on the first of two hosts', () => {
  let run: Typed;

  beforeAll(async () => {
    const typing = startGorun(folder, [
      ...['playbook', await upgradeBy(1), '-i', 'lab', '--limit', 'win3,win4', '--output', 'json'],
    ]);
    await typing.told(
      'host.step.intended',
      (event) => event.type === 'host.step.intended' && event.step.action === 'install',
    );
    typing.process.kill('SIGINT');
    run = await typing.ended;
  });

  test('that step ends well, and nothing new is begun', async () => {
    const tasks = resultsOf(run, 'win3').map((result) => result.status);
    expect(tasks).toEqual(['ok', 'changed', 'changed']);
    expect(await products('win3')).toEqual([newGo]);
    expect(await products('win4')).toEqual([oldGo]);
    expect(run.events.some((event) => event.type === 'host.connected' && event.host === 'win4')).toBe(false);
  });

  test('exit code and recap say where each host stands', () => {
    expect(run.code).toBe(exitCodes.interrupted.code);
    expect(recapOf(run)).toMatchObject({
      win3: { standing: 'interrupted', where: expect.stringContaining('Install Go') },
      win4: { standing: 'not-started' },
    });
  });

  test('the next run needs no --steal-lock and does the rest', async () => {
    const next = await playbook('upgrade.yml', '--limit', 'win3');
    expect({ code: next.code, recap: recapOf(next) }).toMatchObject({
      code: exitCodes.success.code,
      recap: { win3: { standing: 'done', failed: 0 } },
    });
  });
});

describe('a run that is killed while Go is installed', () => {
  test('leaves a host that the next run, told to take the lock, brings to its end', async () => {
    const words = ['playbook', 'upgrade.yml', '-i', 'lab', '--limit', 'win4', '--output', 'json'];
    const typing = startGorun(folder, words);
    await typing.told(
      'host.step.intended',
      (event) => event.type === 'host.step.intended' && event.step.action === 'install',
    );
    typing.process.kill('SIGKILL');
    await typing.ended;
    const next = await gorun(folder, ...words, '--steal-lock');
    expect({ code: next.code, recap: recapOf(next) }).toMatchObject({
      code: exitCodes.success.code,
      recap: { win4: { standing: 'done', failed: 0, rolledBack: 0 } },
    });
    expect(await products('win4')).toEqual([newGo]);
  });
});
