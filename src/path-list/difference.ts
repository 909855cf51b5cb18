import { isDeepStrictEqual } from 'node:util';
import { change } from '../module/changes.ts';
import type { Change } from '../module/contract.ts';
import type { PathEntry } from './entry.ts';

/**
 * What happens to a PATH, entry by entry: which are removed, added or moved (by their place, from 1). An empty entry is
 * shown as `(empty)`.
 */
export function pathChanges(
  name: string,
  before: readonly PathEntry[],
  after: readonly PathEntry[],
): readonly Change[] {
  const gone = leftOver(before, after);
  const added = leftOver(after, before);
  const changes = [
    ...gone.map(({ entry, at }) => {
      const instead = added.find((one) => one.at === at);
      return change(
        `${name} entry ${at + 1}`,
        shown(entry),
        instead === undefined ? null : shown(instead.entry),
      );
    }),
    ...added
      .filter(({ at }) => !gone.some((one) => one.at === at))
      .map(({ entry, at }) => change(`${name} entry ${at + 1}`, null, shown(entry))),
  ];
  if (changes.length > 0 || isDeepStrictEqual(texts(before), texts(after))) return changes;
  return after.flatMap((entry, at) => {
    const former = before[at];
    return former === undefined || former.text === entry.text
      ? []
      : [change(`${name} entry ${at + 1}`, shown(former), shown(entry))];
  });
}

const texts = (entries: readonly PathEntry[]) => entries.map((entry) => entry.text);
const shown = (entry: PathEntry) => (entry.text.trim() === '' ? '(empty)' : entry.text);

/** Entries of `from` that `others` has not, or has less often; of equal ones the later ones. */
function leftOver(from: readonly PathEntry[], others: readonly PathEntry[]) {
  const counts = new Map<string, number>();
  for (const { text } of others) counts.set(text, (counts.get(text) ?? 0) + 1);
  return from.flatMap((entry, at) => {
    const left = counts.get(entry.text) ?? 0;
    counts.set(entry.text, left - 1);
    return left > 0 ? [] : [{ entry, at }];
  });
}
