import type { Json } from '../json.ts';
import { parseAs } from '../module/check/parse-as.ts';
import type { ResourceId } from '../module/contract.ts';
import { FileResource, predictedOf } from '../module/resources.ts';
import type { FetchState } from './state.ts';

const parse = parseAs(FileResource);

/** What the probe would see once an earlier task has put (or removed) the file; undefined where that cannot be told. */
export function foreseeFetch<S extends FetchState>(
  state: S,
  resource: ResourceId,
  publisher: string | undefined,
  predicted: ReadonlyMap<ResourceId, Json>,
): S | undefined {
  const value = predictedOf(predicted, resource);
  if (value === undefined) return state;
  const { exists, size, sha256, asFound } = parse(value);
  if (asFound) return state;
  // Whether it will be signed cannot be told from here.
  if (exists && publisher !== undefined) return undefined;
  return { ...state, exists, size, sha256, folder: false, partial: 0 };
}
