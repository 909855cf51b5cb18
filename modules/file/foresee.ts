import type { Json, ResourceId } from 'gorun/module';
import { attributesFrom } from '../../src/files/attributes.ts';
import { knownFiles } from '../../src/files/file-resource.ts';
import { foldersAbove } from '../../src/files/host-path.ts';
import { foreseenAccount, foreseenRights } from '../../src/files/rights.ts';
import type { FileParams } from './params.ts';
import type { PosixFileState } from './posix-state.ts';

/** Where a link leads: from its folder on. */
export const ledTo = (path: string, src: string): string =>
  src.startsWith('/') ? src : `${path.replace(/\/+[^/]*\/*$/, '')}/${src}`;

/** What the probe would see on a POSIX host once earlier tasks have done their work. */
export function foreseePosix(
  { path, src }: FileParams,
  state: PosixFileState,
  predicted: ReadonlyMap<ResourceId, Json>,
): PosixFileState {
  const known = knownFiles(predicted);
  const isMissing = foldersAbove(path).map((one, index) => !(known(one)?.exists ?? index >= state.missing));
  const missing = isMissing.lastIndexOf(true) + 1;
  const leads = src === undefined ? state.leads : (known(ledTo(path, src))?.exists ?? state.leads);
  const own = known(path);
  const seen = foreseenAccount(foreseenRights(path, { ...state, missing, leads }, known), known);
  if (own === undefined) return seen;
  if (own.asFound) return attributesFrom(seen, own);
  const kind = !own.exists ? null : own.folder ? 'folder' : 'file';
  const { account: _account, ...rest } = seen;
  const { size, sha256 } = own;
  return attributesFrom({ ...rest, kind, link: null, size, sha256, foreseen: true }, own);
}
