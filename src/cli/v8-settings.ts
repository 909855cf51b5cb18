import { setFlagsFromString } from 'node:v8';

/** From so many hosts on the time that is saved by more memory and better code matters more than what both cost. */
const manyHosts = 300;

/**
 * V8 lets the space for new objects grow to three times 16 MB as soon as much is allocated, as when programs are loaded: all
 * of it garbage, but memory of the process. Kept as it is at the start, 100 hosts need 45 MB less, and a twentieth more time.
 * What is in so small a space one thread clears sooner than it wakes others. And a run of seconds ends before code that was compiled
 * anew, and better, has paid for that: ten times later than usual, 100 hosts need a tenth less CPU. Both are a fifth of the CPU.
 */
const fewHostsFlags: readonly string[] = [
  '--semi-space-growth-factor=1',
  '--no-parallel-scavenge',
  '--no-sparkplug',
  '--invocation-count-for-maglev=4000',
  '--invocation-count-for-maglev-osr=1000',
  '--invocation-count-for-turbofan=30000',
  '--invocation-count-for-osr=5000',
];

/** As V8 has them by itself, but for a space that grows less at a time: 10,000 hosts take half the time then. */
const manyHostsFlags: readonly string[] = [
  '--semi-space-growth-factor=2',
  '--parallel-scavenge',
  '--sparkplug',
  '--invocation-count-for-maglev=400',
  '--invocation-count-for-maglev-osr=100',
  '--invocation-count-for-turbofan=3000',
  '--invocation-count-for-osr=500',
];

/** For a run over few hosts, until more is known. Before compiled code is loaded: V8 takes only what was compiled with the same settings. */
export function suitFewHosts(): void {
  fewHostsFlags.forEach(setFlagsFromString);
}

/** For a run over so many hosts. */
export function suitHosts(hosts: number): void {
  if (hosts >= manyHosts) manyHostsFlags.forEach(setFlagsFromString);
}
