import type { PathResource } from '../module/resources.ts';
import { appended } from '../path-list/arrange.ts';
import { sameFolder } from '../path-list/entry.ts';

/** A PATH with a Go's bin folder in it: as it was where the folder is in it in any spelling, else with it at the end. */
export function pathWith(present: PathResource, root: string, instead: readonly string[]): PathResource {
  const bin = binOf(root);
  const isOld = (expanded: string) => instead.some((old) => sameFolder(binOf(old), expanded));
  if (present.entries.some(({ expanded }) => sameFolder(bin, expanded))) return present;
  const added = { text: bin, expanded: bin };
  const replaced = present.entries.findIndex(({ expanded }) => isOld(expanded));
  const entries =
    replaced < 0
      ? [...appended(present.entries, [added])]
      : present.entries.flatMap((entry, at) =>
          at === replaced ? [added] : isOld(entry.expanded) ? [] : [entry],
        );
  return withEntries(present, entries);
}

/** A PATH without a Go's bin folder, in any spelling. */
export function pathWithout(present: PathResource, root: string): PathResource {
  const bin = binOf(root);
  const entries = present.entries.filter(({ expanded }) => !sameFolder(bin, expanded));
  return entries.length === present.entries.length ? present : withEntries(present, entries);
}

const binOf = (root: string) => `${root.replace(/\\+$/, '')}\\bin`;

/** The same PATH with other entries; its kind stays, a missing one is made as Windows has it. */
export function withEntries(present: PathResource, entries: PathResource['entries']): PathResource {
  return {
    exists: true,
    kind: present.kind ?? 'ExpandString',
    value: entries.map(({ text }) => text).join(';'),
    entries,
  };
}
