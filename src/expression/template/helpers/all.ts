import type { Helper } from './declaration.ts';
import { encodingHelpers } from './encoding.ts';
import { listHelpers } from './list.ts';
import { logicHelpers } from './logic.ts';
import { mappingHelpers } from './mapping.ts';
import { numberHelpers } from './number.ts';
import { pathHelpers } from './path.ts';
import { selectHelpers } from './select.ts';
import { surroundingsHelpers } from './surroundings.ts';
import { textHelpers } from './text.ts';
import { versionHelpers } from './version.ts';

/** Helpers by what they are for, in the order of the reference. */
export const helperGroups: readonly { readonly title: string; readonly helpers: readonly Helper[] }[] = [
  { title: 'Decide and compare', helpers: logicHelpers },
  { title: 'Texts', helpers: textHelpers },
  { title: 'Paths', helpers: pathHelpers },
  { title: 'Numbers', helpers: numberHelpers },
  { title: 'Lists', helpers: listHelpers },
  {
    title: 'Pick and change elements',
    helpers: selectHelpers(
      (name) => helpers.get(name),
      () => helpers.keys(),
    ),
  },
  { title: 'Mappings', helpers: mappingHelpers },
  { title: 'Versions', helpers: versionHelpers },
  { title: 'Other forms of a value', helpers: encodingHelpers },
  { title: 'Surroundings of the run', helpers: surroundingsHelpers },
];

/** Every helper of templates by name. The reference is made from it. */
export const helpers: ReadonlyMap<string, Helper> = new Map(
  helperGroups.flatMap((group) => group.helpers.map((one) => [one.name, one] as const)),
);
