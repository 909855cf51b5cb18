import { type Json, type PlanInput, parseAs, type ResourceId } from 'gorun/module';
import type { IndexedInstaller } from '../../src/depot/index-client.ts';
import { FileResource, fileId, predictedOf } from '../../src/module/resources.ts';
import type { FetchParams } from './params.ts';
import { destination } from './plan.ts';
import type { FetchState } from './state.ts';

const parse = parseAs(FileResource);

/** What the probe would see once an earlier task has put (or removed) the file. */
export function foreseeFetch(
  { params, state }: PlanInput<FetchParams, FetchState, IndexedInstaller>,
  predicted: ReadonlyMap<ResourceId, Json>,
): FetchState | undefined {
  const value = predictedOf(predicted, fileId(destination(params)));
  if (value === undefined) return state;
  const { exists, size, sha256 } = parse(value);
  // Whether it will be signed cannot be told from here.
  if (exists && params.publisher !== undefined) return undefined;
  return { ...state, exists, size, sha256, folder: false, partial: 0 };
}
