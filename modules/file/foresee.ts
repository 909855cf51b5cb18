import { type Json, parseAs, type ResourceId } from 'gorun/module';
import { foldersAbove } from '../../src/files/host-path.ts';
import { FileResource, fileId, predictedOf } from '../../src/module/resources.ts';
import type { FileParams } from './params.ts';
import type { PosixFileState } from './posix-state.ts';

const parse = parseAs(FileResource);

/** Where a link leads: from its folder on. */
export const ledTo = (path: string, src: string): string =>
  src.startsWith('/') ? src : `${path.replace(/\/+[^/]*\/*$/, '')}/${src}`;

/** What the probe would see on a POSIX host once earlier tasks have done their work. */
export function foreseePosix(
  { path, src }: FileParams,
  state: PosixFileState,
  predicted: ReadonlyMap<ResourceId, Json>,
): PosixFileState {
  const known = (one: string): FileResource | undefined => {
    const value = predictedOf(predicted, fileId(one));
    return value === undefined ? undefined : parse(value);
  };
  const isMissing = foldersAbove(path).map((one, index) => !(known(one)?.exists ?? index >= state.missing));
  const missing = isMissing.lastIndexOf(true) + 1;
  const leads = src === undefined ? state.leads : (known(ledTo(path, src))?.exists ?? state.leads);
  const own = known(path);
  if (own === undefined) return { ...state, missing, leads };
  const kind = !own.exists ? null : own.folder ? 'folder' : 'file';
  return { ...state, missing, leads, kind, link: null, size: own.size, sha256: own.sha256 };
}
