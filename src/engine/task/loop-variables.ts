import type { Layer } from '../../expression/types.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { Loop } from '../../playbook/types.ts';

/** The variables of one turn of a loop. */
export function loopVariables(
  { variable, indexVariable, extended }: Loop,
  items: readonly Json[],
  index: number,
): Layer {
  return {
    [variable]: items[index] ?? null,
    ...(indexVariable === undefined ? {} : { [indexVariable]: index }),
    ...(extended ? { ansible_loop: extendedOf(items, index) } : {}),
  };
}

/** Ansible's `ansible_loop`. */
function extendedOf(items: readonly Json[], index: number): JsonObject {
  const { length } = items;
  const [before, after] = [items[index - 1], items[index + 1]];
  return {
    index: index + 1,
    index0: index,
    first: index === 0,
    last: index === length - 1,
    length,
    revindex: length - index,
    revindex0: length - index - 1,
    allitems: items,
    ...(index === 0 || before === undefined ? {} : { previtem: before }),
    ...(after === undefined ? {} : { nextitem: after }),
  };
}
