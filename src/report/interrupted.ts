import { hostList } from './host-list.ts';

/** What Ctrl-C did, in words. */
export function interruptedText(how: 'finish-steps' | 'now'): string {
  return how === 'now'
    ? 'stopping now; the recap says where each host stands'
    : 'stopping: running steps finish, nothing new starts but the rescue of hosts that failed; Ctrl-C again stops now';
}

/** The same beside a title in a terminal, where a long line would lose its end: what can be typed, and the hosts whose rescue runs. */
export function interruptedMark(how: 'finish-steps' | 'now', finishing: readonly string[]): string {
  if (how === 'now') return 'stopping now';
  return finishing.length === 0
    ? 'finishing; Ctrl-C again stops now'
    : `finishing rescue of ${hostList(finishing, 2)}; Ctrl-C again stops now`;
}
