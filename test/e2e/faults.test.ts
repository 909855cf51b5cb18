import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lab, labDown, labUp } from '../../lab/index.ts';
import { exitCodes } from '../../src/errors/exit-codes.ts';
import { ownInstance } from '../lab-instance.ts';
import { footprint } from './host-footprint.ts';
import { gorun, recapOf, resultsOf } from './typed-gorun.ts';

const instance = ownInstance('test-faults');
let folder: string;
let lab: Lab;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gorun-faults-'));
  await cp(
    fileURLToPath(new URL('../../playbooks/upgrade.yml', import.meta.url)),
    join(folder, 'playbooks/upgrade.yml'),
  );
  // A copy of an installer does not fit: looking must not make one.
  const faults = {
    win1: 'custom-installdir,full-disk',
    win2: 'connection-drop-always:9000',
    win3: 'connection-drop:12500',
  };
  lab = await labUp({ instance, hosts: 3, project: folder, fresh: true, faults });
});

afterAll(async () => {
  await labDown({ instance, remove: true });
  await rm(folder, { recursive: true, force: true });
});

const upgrade = (host: string) =>
  gorun(folder, 'playbook', 'upgrade.yml', '-i', 'lab', '--limit', host, '--output', 'json');
const lookAt = (index: number) => footprint(lab.hosts[index]?.prefix ?? '');

test('a full disk: the host is looked at, told how much is missing, and stays as it is', async () => {
  const before = await lookAt(0);
  const run = await upgrade('win1');
  expect(run.code).toBe(exitCodes.rolledBack.code);
  expect(resultsOf(run, 'win1')[1]?.failure?.message).toMatch(/has [34]\.\d MB free; .* MB are needed/);
  expect(await lookAt(0)).toEqual(before);
});

test('connections that break in every upload: the host is as before, without half a file', async () => {
  const before = await lookAt(1);
  const run = await upgrade('win2');
  expect(recapOf(run)).toMatchObject({ win2: { failed: 0, standing: 'rolled-back' } });
  const after = await lookAt(1);
  expect({ path: after.path, products: after.products }).toEqual({
    path: before.path,
    products: before.products,
  });
  expect(after.files.filter((file) => file.includes('.part'))).toEqual([]);
});

test('a connection that breaks in one upload: it is sent again, and its first half taken away', async () => {
  const run = await upgrade('win3');
  expect(recapOf(run)).toMatchObject({ win3: { failed: 0, standing: 'done', stats: { reconnects: 1 } } });
  const after = await lookAt(2);
  expect(after.files.filter((file) => file.includes('.part'))).toEqual([]);
});
