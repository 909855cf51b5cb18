import type { Json } from '../json.ts';
import type { Attributes } from './attributes.ts';
import { foreseePut, type PutState, parsePutState, putQuestion, putReads, putTouches } from './put-state.ts';
import type { Wanted } from './wanted.ts';

interface PutParams extends Attributes {
  readonly dest: string;
  readonly sensitive: boolean;
}

interface PutInput {
  readonly params: PutParams;
  readonly state: PutState;
  readonly lookup: Wanted;
}

/** What is the same in every module that puts files in place: how it looks, and what it expects to find afterwards. */
export const putting = {
  probeArgs: (params: PutParams, wanted: Wanted) =>
    putQuestion(params.dest, wanted, !params.sensitive, params),
  parseState: parsePutState,
  reads: (params: PutParams, wanted: Wanted) => putReads(params.dest, wanted, params),
  touches: ({ dest }: PutParams, wanted: Wanted) => putTouches(dest, wanted),
  foresee: ({ params, state, lookup }: PutInput, predicted: ReadonlyMap<string, Json>) =>
    foreseePut(params.dest, lookup, state, predicted),
};
