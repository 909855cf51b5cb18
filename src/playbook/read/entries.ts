import { didYouMean } from '../../errors/suggest.ts';
import type { MapEntry, MapNode } from '../../source/node.ts';
import { loopInstead, notHere } from '../ansible/not-here.ts';
import { type Home, isKeyword, type KeywordName, keywordsOf } from '../keywords.ts';
import type { Reader } from './reader.ts';

/** The keys of a mapping of the language, sorted out. */
export interface Entries {
  readonly keywords: ReadonlyMap<KeywordName, MapEntry>;
  /** Keys that are none of the keywords: on a task, its module. */
  readonly others: readonly MapEntry[];
  /** Some key is a word of Ansible's that is not here; it may have been meant as the task's module. */
  readonly hasForeign: boolean;
}

/** Sorts the keys of a mapping; keywords that may not stand here and words of Ansible's that are not here are problems. */
export function entriesOf(node: MapNode, home: Home, reader: Reader): Entries {
  const allowed = new Set<string>(keywordsOf(home));
  const found = new Map<KeywordName, MapEntry>();
  const others: MapEntry[] = [];
  let hasForeign = false;
  for (const entry of node.entries) {
    const { key, keyPlace } = entry;
    const instead = notHere[key] ?? loopInstead(key);
    if (isKeyword(key) && allowed.has(key)) found.set(key, entry);
    else if (instead !== undefined) {
      hasForeign = true;
      reader.problem(keyPlace, 'playbook/unsupported', `"${key}" is not part of gorun's language`, instead);
    } else if (isKeyword(key)) {
      reader.problem(
        keyPlace,
        'playbook/unknown-keyword',
        `"${key}" does not belong on a ${home}`,
        `It belongs on a ${placesOf(key)}.`,
      );
    } else others.push(entry);
  }
  return { keywords: found, others, hasForeign };
}

/** Problems for keys that are neither keyword nor module; for homes that have no module. */
export function refuseOthers(entries: Entries, home: Home, reader: Reader): void {
  for (const { key, keyPlace } of entries.others) {
    reader.problem(
      keyPlace,
      'playbook/unknown-keyword',
      `"${key}" is not a keyword of a ${home}.${didYouMean(key, keywordsOf(home))}`,
    );
  }
}

function placesOf(key: KeywordName): string {
  const homes: readonly Home[] = ['play', 'role', 'block', 'task', 'handler'];
  return homes.filter((home) => keywordsOf(home).includes(key)).join(', ');
}
