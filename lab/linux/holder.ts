import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { GorunError } from '../../src/errors/gorun-error.ts';
import { labSources } from '../places.ts';
import { isAlive, type ProcessIdentity, processIdentity } from '../process/identity.ts';
import { readJson, writeWhole } from '../process/json-file.ts';
import { identityFrom } from '../process/lock.ts';
import { ownHost } from './namespaces.ts';
import type { LinuxHostPlace } from './place.ts';
import { programPath } from './programs.ts';

/** Waiting longer than this for an sshd means that it doesn't come: 200 started at once on two cores take 10 s. */
const patience = 60_000;

/** The process that a host lives in, if it lives. */
export function readHolder(place: LinuxHostPlace): ProcessIdentity | undefined {
  const holder = readJson(place.holder, identityFrom);
  return holder !== undefined && isAlive(holder) ? holder : undefined;
}

/** Whether the sshd of a host has come up. */
const isReady = (place: LinuxHostPlace): boolean => existsSync(join(place.root, 'run/sshd.pid'));

/**
 * Starts a host and waits until its sshd listens.
 * @param words what host.sh is told after the paths
 * @throws GorunError `lab/failed` with what it said
 */
export async function startHolder(
  place: LinuxHostPlace,
  name: string,
  machine: string,
  words: readonly string[],
): Promise<void> {
  rmSync(join(place.root, 'run/sshd.pid'), { force: true });
  writeFileSync(place.log, '');
  const log = openSync(place.log, 'a');
  const script = join(labSources(), 'linux/host.sh');
  const child = spawn(
    programPath('unshare'),
    [...ownHost(), '/bin/sh', script, machine, place.root, name, ...words],
    { detached: true, stdio: ['ignore', log, log], cwd: '/', env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' } },
  );
  closeSync(log);
  child.unref();
  let ended = false;
  child.on('error', () => {
    ended = true;
  });
  child.on('exit', () => {
    ended = true;
  });
  const holder = child.pid === undefined ? undefined : processIdentity(child.pid);
  if (holder !== undefined) writeWhole(place.holder, JSON.stringify(holder));
  for (const began = performance.now(); performance.now() - began < patience && !ended; await delay(20)) {
    if (isReady(place)) return;
  }
  await stopHolder(place);
  const said = readFileSync(place.log, 'utf8').trim().split('\n').slice(-4).join('\n');
  throw new GorunError('lab/failed', {
    message: `the Linux host ${name} did not start: ${said} (${place.log})`,
  });
}

/** Ends a host with everything that runs on it: its first process takes all others along, and its mounts. */
export async function stopHolder(place: LinuxHostPlace): Promise<void> {
  const holder = readHolder(place);
  if (holder !== undefined) {
    const first = firstProcess(holder);
    for (const one of [...first, holder]) kill(one);
    for (const one of [...first, holder]) {
      for (let waited = 0; waited < 5_000 && isAlive(one); waited += 5) await delay(5);
    }
  }
  rmSync(place.holder, { force: true });
}

/** The processes that the holder has started: the first of the host. */
function firstProcess({ pid }: ProcessIdentity): ProcessIdentity[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .split(' ')
      .flatMap((child) => processIdentity(Number(child)) ?? []);
  } catch {
    return [];
  }
}

function kill(identity: ProcessIdentity): void {
  try {
    if (isAlive(identity)) process.kill(identity.pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}
