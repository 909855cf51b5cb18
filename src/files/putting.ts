import type { Json } from '../json.ts';
import { foreseePut, type PutState, parsePutState, putQuestion, putTouches } from './put-state.ts';
import type { Wanted } from './wanted.ts';

interface PutParams {
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
  probeArgs: ({ dest, sensitive }: PutParams, wanted: Wanted) => putQuestion(dest, wanted, !sensitive),
  parseState: parsePutState,
  reads: ({ dest }: PutParams, wanted: Wanted) => putTouches(dest, wanted),
  touches: ({ dest }: PutParams, wanted: Wanted) => putTouches(dest, wanted),
  foresee: ({ params, state, lookup }: PutInput, predicted: ReadonlyMap<string, Json>) =>
    foreseePut(params.dest, lookup, state, predicted),
};
