import { type Json, parseAs, type ResourceId } from 'gorun/module';
import { foldersAbove } from '../../src/files/host-path.ts';
import { FileResource, fileId, predictedOf } from '../../src/module/resources.ts';
import type { FileState } from './state.ts';

const parse = parseAs(FileResource);

/** What the probe would see once earlier tasks have done their work. */
export function foreseeFile(
  { path }: { readonly path: string },
  state: FileState,
  predicted: ReadonlyMap<ResourceId, Json>,
): FileState {
  const known = (one: string): FileResource | undefined => {
    const value = predictedOf(predicted, fileId(one));
    return value === undefined ? undefined : parse(value);
  };
  const isMissing = foldersAbove(path).map((one, index) => !(known(one)?.exists ?? index >= state.missing));
  const missing = isMissing.lastIndexOf(true) + 1;
  const own = known(path);
  if (own === undefined) return { ...state, missing };
  const kind = !own.exists ? null : own.folder ? 'folder' : 'file';
  return { ...state, missing, kind, size: own.size, sha256: own.sha256 };
}
