import { readdirSync, readlinkSync } from 'node:fs';
import { cpuOf, startOf } from './marked-processes.ts';

/**
 * CPU that all hosts of the lab used so far, in seconds, their sshd and all that it started: each host has process numbers of its own (a PID
 * namespace), which tells its processes from those of this machine. Other containers of the machine would count as well.
 */
export function cpuOfHosts(): number {
  const own = readlinkSync('/proc/self/ns/pid');
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && (namespaceOf(name) ?? own) !== own)
    .reduce((total, name) => total + cpuNow(Number(name)), 0);
}

function cpuNow(pid: number): number {
  const started = startOf(pid);
  return started === undefined ? 0 : cpuOf({ pid, started });
}

function namespaceOf(name: string): string | undefined {
  try {
    return readlinkSync(`/proc/${name}/ns/pid`);
  } catch {
    return undefined; // ended meanwhile
  }
}
