import type { SerialStep } from '../../playbook/types.ts';

/**
 * Cuts the hosts of a play into batches. The last step of `serial` repeats; a percentage is of all hosts, rounded down,
 * at least one (as Ansible).
 */
export function batchesOf<T>(hosts: readonly T[], serial: readonly SerialStep[]): readonly (readonly T[])[] {
  if (hosts.length === 0) return [];
  const batches: (readonly T[])[] = [];
  let start = 0;
  for (let n = 0; start < hosts.length; n++) {
    const step = serial[Math.min(n, serial.length - 1)];
    const size = step === undefined ? hosts.length : sizeOf(step, hosts.length);
    batches.push(hosts.slice(start, start + size));
    start += size;
  }
  return batches;
}

function sizeOf(step: SerialStep, hosts: number): number {
  if ('hosts' in step) return step.hosts > 0 ? step.hosts : hosts;
  return Math.max(1, Math.floor((hosts * step.percent) / 100));
}
