import type { Order } from '../../playbook/types.ts';

/** The hosts of a play in the order that it asks for. `seed` decides how they are shuffled: the same for the same run. */
export function ordered<T extends { readonly name: string }>(
  hosts: readonly T[],
  order: Order,
  seed: string,
): readonly T[] {
  switch (order) {
    case 'inventory':
      return hosts;
    case 'reverse_inventory':
      return hosts.toReversed();
    case 'sorted':
      return hosts.toSorted(byName);
    case 'reverse_sorted':
      return hosts.toSorted(byName).toReversed();
    case 'shuffle':
      return shuffled(hosts, seed);
  }
}

/** By code points, as Ansible sorts. */
function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

/** Fisher and Yates's shuffle. */
function shuffled<T>(items: readonly T[], seed: string): readonly T[] {
  const all = [...items];
  const random = numbersFrom(seed);
  for (let last = all.length - 1; last > 0; last--) {
    const chosen = Math.floor(random() * (last + 1));
    const [a, b] = [all[last], all[chosen]];
    if (a !== undefined && b !== undefined) [all[last], all[chosen]] = [b, a];
  }
  return all;
}

/** Mulberry32, seeded with FNV-1a: good enough for an order, and the run id tells it again. */
function numbersFrom(seed: string): () => number {
  let state = 0x811c9dc5;
  for (const letter of seed) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
