import { type FolderKey, folderKey, type PathEntry } from './entry.ts';

/** Where an entry goes. `anywhere`: it stays where it is, a new one goes to the end. */
export type PathPosition =
  | 'anywhere'
  | 'first'
  | 'last'
  | { readonly before: PathEntry }
  | { readonly after: PathEntry };

/** What a PATH is to be. */
export interface PathWish {
  readonly entries: readonly PathEntry[];
  readonly state: 'present' | 'absent';
  readonly position: PathPosition;
  /** Removes empty entries and all but the first of equal ones. */
  readonly tidy: boolean;
  /** What makes two spellings one; that of Windows where missing. */
  readonly key?: FolderKey;
}

/**
 * A PATH as wished. The spelling of an entry that is there stays as it is; nothing is lost but what the wish names,
 * and, where `tidy`, empty and repeated entries. Doing it twice is doing it once.
 */
export function arrangePath(present: readonly PathEntry[], wish: PathWish): readonly PathEntry[] {
  const key = wish.key ?? folderKey;
  const arranged =
    wish.state === 'absent' ? without(present, wish.entries, key) : withEntries(present, wish, key);
  return wish.tidy ? tidyPath(arranged, key) : arranged;
}

/** Without empty entries, and each folder only where it stands first: that is where a search finds it. */
export function tidyPath(entries: readonly PathEntry[], keyOf: FolderKey = folderKey): readonly PathEntry[] {
  const seen = new Set<string>();
  return entries.filter((entry) => {
    const key = keyOf(entry.expanded);
    if (key === '' || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function without(
  present: readonly PathEntry[],
  entries: readonly PathEntry[],
  keyOf: FolderKey,
): readonly PathEntry[] {
  const keys = new Set(entries.map((entry) => keyOf(entry.expanded)).filter((key) => key !== ''));
  return present.filter((entry) => !keys.has(keyOf(entry.expanded)));
}

function withEntries(present: readonly PathEntry[], wish: PathWish, keyOf: FolderKey): readonly PathEntry[] {
  const same = (a: PathEntry, b: PathEntry) => keyOf(a.expanded) === keyOf(b.expanded);
  const holds = (list: readonly PathEntry[], entry: PathEntry) => list.some((one) => same(one, entry));
  const wanted = tidyPath(wish.entries, keyOf);
  const rest = without(present, wanted, keyOf);
  const at = placeOf(rest, wish.position, same);
  if (at === undefined)
    return appended(
      present,
      wanted.filter((entry) => !holds(present, entry)),
    );
  if (stands(present, wanted, at, same)) return present;
  // Their own spelling moves with them.
  const moving = wanted.map((entry) => present.find((one) => same(one, entry)) ?? entry);
  if (at === rest.length) return appended(rest, moving);
  return [...rest.slice(0, at), ...moving, ...rest.slice(at)];
}

/** Adds at the end; a semicolon that stands there already is the one that separates. */
export function appended(present: readonly PathEntry[], added: readonly PathEntry[]): readonly PathEntry[] {
  if (added.length === 0) return present;
  const isOpen = present.at(-1)?.text === '';
  return [...(isOpen ? present.slice(0, -1) : present), ...added];
}

type Same = (a: PathEntry, b: PathEntry) => boolean;

/** Says whether the wanted entries stand together, with `at` other entries in front of them. */
function stands(
  present: readonly PathEntry[],
  wanted: readonly PathEntry[],
  at: number,
  same: Same,
): boolean {
  return (
    // A second one of them in front would be the one that a tidy list keeps.
    !present.slice(0, at).some((one) => wanted.some((entry) => same(one, entry))) &&
    wanted.every((entry, index) => present.slice(at + index, at + index + 1).some((one) => same(one, entry)))
  );
}

/** Where among the other entries the wanted ones go; undefined: their place does not matter, or its anchor is missing. */
function placeOf(rest: readonly PathEntry[], position: PathPosition, same: Same): number | undefined {
  if (position === 'anywhere') return undefined;
  if (position === 'first') return 0;
  if (position === 'last') return rest.length;
  const anchor = 'before' in position ? position.before : position.after;
  const at = rest.findIndex((one) => same(one, anchor));
  if (at < 0) return undefined;
  return 'before' in position ? at : at + 1;
}
