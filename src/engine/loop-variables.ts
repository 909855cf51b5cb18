import type { Layer } from '../expression/types.ts';
import type { Json } from '../json.ts';
import type { Loop } from '../playbook/types.ts';

/** The variables of one turn of a loop. */
export function loopVariables({ variable, indexVariable }: Loop, item: Json, index: number): Layer {
  return { [variable]: item, ...(indexVariable === undefined ? {} : { [indexVariable]: index }) };
}
