import { setFlagsFromString } from 'node:v8';

/** From so many hosts on the time that a small space costs matters more than the memory that it saves. */
const manyHosts = 300;

/**
 * V8 lets the space for new objects grow to three times 16 MB as soon as much is allocated, as when programs are loaded: all
 * of it garbage, but memory of the process. Kept as it is at the start, 100 hosts need 45 MB less, and a twentieth more time.
 * What is in so small a space one thread clears sooner than it wakes others; and compiling twice, quickly first and then well,
 * doesn't pay in a run of seconds. Both together are a tenth of the CPU with 50 hosts.
 */
export function keepYoungSpaceSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--no-parallel-scavenge');
  setFlagsFromString('--no-sparkplug');
}

/** For a run over so many hosts: where they are many it may grow (10,000 hosts take half the time then). */
export function fitYoungSpace(hosts: number): void {
  if (hosts < manyHosts) return;
  setFlagsFromString('--semi-space-growth-factor=2');
  setFlagsFromString('--parallel-scavenge');
  setFlagsFromString('--sparkplug');
}
