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

/** The processes that a host lives in. */
interface Holder {
  /** The host's own first process: with it all others of the host end. Absent for a moment at the start. */
  readonly first?: ProcessIdentity;
  /** unshare, which waits for it. */
  readonly outside: ProcessIdentity;
}

/** Whether a host is up, or coming up. */
export function isUp(place: LinuxHostPlace): boolean {
  const holder = readHolder(place);
  return holder !== undefined && isAlive(holder.first ?? holder.outside);
}

function readHolder(place: LinuxHostPlace): Holder | undefined {
  return readJson(place.holder, (value) => {
    if (typeof value !== 'object' || value === null || !('outside' in value)) return undefined;
    const outside = identityFrom(value.outside);
    if (outside === undefined) return undefined;
    const first = 'first' in value ? identityFrom(value.first) : undefined;
    return first === undefined ? { outside } : { first, outside };
  });
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
  const outside = child.pid === undefined ? undefined : processIdentity(child.pid);
  if (outside !== undefined) writeWhole(place.holder, JSON.stringify({ outside }));
  for (const began = performance.now(); performance.now() - began < patience && !ended; await delay(20)) {
    if (!isReady(place) || outside === undefined) continue;
    // It outlives unshare: what it may do was cut down, and the kernel then forgets that it is to end with its parent.
    writeWhole(place.holder, JSON.stringify({ outside, first: firstProcess(outside) }));
    return;
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
    const first = holder.first ?? firstProcess(holder.outside);
    const both = first === undefined ? [holder.outside] : [first, holder.outside];
    for (const one of both) kill(one);
    for (const one of both) {
      for (let waited = 0; waited < 5_000 && isAlive(one); waited += 5) await delay(5);
    }
  }
  rmSync(place.holder, { force: true });
}

/** The one process that unshare has started. */
function firstProcess({ pid }: ProcessIdentity): ProcessIdentity | undefined {
  try {
    const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    return processIdentity(Number(child));
  } catch {
    return undefined;
  }
}

function kill(identity: ProcessIdentity): void {
  try {
    if (isAlive(identity)) process.kill(identity.pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}
