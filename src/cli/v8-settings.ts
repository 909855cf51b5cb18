import { setFlagsFromString } from 'node:v8';

/** From so many hosts on the time that is saved by more memory and better code matters more than what both cost. */
const manyHosts = 300;

/**
 * V8 lets the space for new objects grow to three times 16 MB as soon as much is allocated, as when programs are loaded: all
 * of it garbage, but memory of the process. Kept as it is at the start, 100 hosts need 45 MB less, and a twentieth more time.
 * What is in so small a space one thread clears sooner than it wakes others. And a run of seconds ends before code that was compiled
 * anew, and better, has paid for that: ten times later than usual, 100 hosts need a tenth less CPU.
 * Many hosts have what V8 does by itself, but for a space that grows less at a time: 10,000 take half the time of a small one.
 */
const settings: readonly { readonly few: string; readonly many: string }[] = [
  { few: '--semi-space-growth-factor=1', many: '--semi-space-growth-factor=2' },
  { few: '--no-parallel-scavenge', many: '--parallel-scavenge' },
  { few: '--no-sparkplug', many: '--sparkplug' },
  { few: '--invocation-count-for-maglev=4000', many: '--invocation-count-for-maglev=400' },
  { few: '--invocation-count-for-maglev-osr=1000', many: '--invocation-count-for-maglev-osr=100' },
  { few: '--invocation-count-for-turbofan=30000', many: '--invocation-count-for-turbofan=3000' },
  { few: '--invocation-count-for-osr=5000', many: '--invocation-count-for-osr=500' },
];

/** For a run over few hosts, until more is known. Before compiled code is loaded: V8 takes only what was compiled with the same settings. */
export function suitFewHosts(): void {
  for (const { few } of settings) setFlagsFromString(few);
}

/** For a run over so many hosts. */
export function suitHosts(hosts: number): void {
  if (hosts < manyHosts) return;
  for (const { many } of settings) setFlagsFromString(many);
}
