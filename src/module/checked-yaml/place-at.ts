import type { Place } from '../../source/file.ts';
import type { SourceNode } from '../../source/node.ts';

/** The place of what a JSON pointer names: its key where it is a mapping's; the deepest part that exists otherwise. */
export function placeAt(root: SourceNode, pointer: string): Place {
  let node = root;
  let place = root.place;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (node.kind === 'map') {
      const entry = node.entries.find((one) => one.key === key);
      if (entry === undefined) return place;
      place = entry.keyPlace;
      node = entry.value;
    } else if (node.kind === 'list') {
      const item = node.items[Number(key)];
      if (item === undefined) return place;
      place = item.place;
      node = item;
    }
  }
  return place;
}
