import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Lab, labDown, labUp } from '../../lab/index.ts';
import { exitCodes } from '../../src/errors/exit-codes.ts';
import { ownInstance } from '../lab-instance.ts';
import { gorun, recapOf, resultsOf, stepsOf, type Typed } from './typed-gorun.ts';

// The playbook that users get, over one Windows host and Linux hosts with several shells.
const instance = ownInstance('upgrade-both');
const well = ['win1', 'linux1', 'linux2', 'linux3', 'linux4'];
let folder: string;
let lab: Lab;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gorun-both-'));
  await cp(
    fileURLToPath(new URL('../../playbooks/upgrade.yml', import.meta.url)),
    join(folder, 'playbooks/upgrade.yml'),
  );
  lab = await labUp({
    instance,
    hosts: 1,
    linux: 7,
    linuxGo: '1.20.14',
    goByHost: { linux4: 'none' },
    project: folder,
    fresh: true,
    faults: {
      linux2: 'sh-busybox',
      linux3: 'sh-ksh,no-curl,noexec-tmp',
      linux4: 'sh-bash,noisy',
      linux5: 'full-disk',
      linux6: 'read-only',
      linux7: 'no-tar',
    },
  });
});
afterAll(async () => {
  await labDown({ instance, remove: true });
  await rm(folder, { recursive: true, force: true });
});

const playbook = (name: string, ...words: readonly string[]) =>
  gorun(folder, 'playbook', name, '-i', 'lab', '--output', 'json', ...words);
const rootOf = (name: string) => lab.linux.find((host) => host.name === name)?.root ?? '';
/** Everything of Go on a Linux host. */
const goOn = (name: string): string =>
  execFileSync(
    'sh',
    ['-c', 'cd -- "$1/usr/local" && find . -exec ls -ldn --time-style=+ {} +', 'sh', rootOf(name)],
    {
      encoding: 'utf8',
    },
  );
const linux = well.filter((name) => name.startsWith('linux'));
const lookAtAll = () => Object.fromEntries(linux.map((name) => [name, goOn(name)]));
const versionOn = (name: string) => readFile(join(rootOf(name), 'usr/local/go/VERSION'), 'utf8');
const messageOf = (run: Typed, host: string) =>
  resultsOf(run, host).find(({ status }) => status === 'failed')?.failure?.message;

describe('one playbook for Windows and Linux hosts', () => {
  let predicted: Typed;

  test('--check --diff predicts it and changes nothing', async () => {
    const before = lookAtAll();
    predicted = await playbook('upgrade.yml', '--check', '--diff', '--limit', well.join(','));
    expect({ code: predicted.code, err: predicted.err }).toEqual({ code: exitCodes.success.code, err: '' });
    expect(lookAtAll()).toEqual(before);
  });

  test('the run applies the very steps that were predicted', async () => {
    const applied = await playbook('upgrade.yml', '--limit', well.join(','));
    expect({ code: applied.code, err: applied.err }).toEqual({ code: exitCodes.success.code, err: '' });
    expect(stepsOf(applied)).toEqual(stepsOf(predicted));
    expect(stepsOf(applied)['linux4: Let PATH find it']?.map((step) => step.action)).toEqual(['write']);
    for (const host of linux) expect(await versionOn(host)).toMatch(/^go1\.21\.13\n/);
  });

  test('a second run changes nothing, with one round trip for each host', async () => {
    const again = await playbook('upgrade.yml', '--limit', well.join(','));
    expect(again.code).toBe(exitCodes.success.code);
    const quiet = { changed: 0, failed: 0, standing: 'done', stats: { roundTrips: 1 } };
    expect(recapOf(again)).toMatchObject(Object.fromEntries(well.map((name) => [name, quiet])));
  });

  test('an upgrade that does not stand its proof is taken back, on both kinds', async () => {
    const before = lookAtAll();
    const text = await readFile(join(folder, 'playbooks/upgrade.yml'), 'utf8');
    const name = 'proof.yml';
    const proof = '          verify:\n            command: { argv: [no-such-program] }\n';
    const changed = text.replace('          verify:\n', proof).replace(/^ {2}serial: .*$/m, '  serial: 10');
    await writeFile(join(folder, 'playbooks', name), changed);
    const run = await playbook(name, '--limit', well.join(','), '-e', 'go_version=1.22.12');
    expect(run.code).toBe(exitCodes.rolledBack.code);
    for (const host of well) {
      expect(recapOf(run)[host]).toMatchObject({ standing: 'rolled-back', rolledBack: 1 });
      expect(messageOf(run, host)).toContain('no-such-program is not found');
    }
    expect(lookAtAll()).toEqual(before);
  });
});

describe('a Linux host that cannot be upgraded', () => {
  test.each([
    ['linux5', 'whose disk is full', /free; [\d.]+ MB are needed/],
    ['linux6', 'whose root is read-only', /read-only|Read-only|cannot be written/],
    ['linux7', 'without tar', /the host has no tar/],
  ])('%s, %s, says why and stays as it was', async (name, _why, message) => {
    const before = goOn(name);
    const run = await playbook('upgrade.yml', '--limit', name);
    expect([exitCodes.rolledBack.code, exitCodes.failed.code]).toContain(run.code);
    expect(messageOf(run, name)).toMatch(message);
    expect(goOn(name)).toBe(before);
  });
});
