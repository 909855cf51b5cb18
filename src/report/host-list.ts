import { shown } from './shown.ts';

/** Names of hosts in one text: all of them up to `most`, then how many more there are. */
export function hostList(hosts: readonly string[], most: number): string {
  // One more name takes no more room than "and 1 more".
  if (hosts.length <= most + 1) return hosts.map(shown).join(', ');
  return `${hosts.slice(0, most).map(shown).join(', ')} and ${hosts.length - most} more`;
}

/** `1 host`, `2 hosts`. */
export function count(n: number, one: string, many: string = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
