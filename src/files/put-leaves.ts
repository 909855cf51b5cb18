import type { Json } from '../json.ts';
import type { Plan, ResourceId } from '../module/contract.ts';
import { type FileResource, fileId } from '../module/resources.ts';
import { putAnew, withAttributes } from './attributes.ts';
import { fileThere, folderThere, nothingThere, owned } from './file-resource.ts';
import { foldersAbove, joinedPath } from './host-path.ts';
import type { Before, PutOrder, PutWork } from './put-order.ts';
import { type PutState, putTouches } from './put-state.ts';

/** Every touched resource as it will be, and those that stay as they are. */
export function leftBy(
  order: PutOrder,
  state: PutState,
  { folders, needed, lax }: PutWork,
): Required<Pick<Plan, 'leaves' | 'spares'>> {
  const { dest, wanted, attributes = {} } = order;
  const root = joinedPath(dest, state.root === state.dest ? '' : (wanted.name ?? ''));
  const isFile = wanted.folders.length === 0 && state.root === state.dest;
  const idOf = (path: string) => fileId(joinedPath(root, path));
  const made = foldersAbove(dest).slice(0, state.missing).map(fileId);
  const known = new Map<ResourceId, Json>([
    ...made.map((id): [ResourceId, Json] => [id, folderThere]),
    ...(state.kind === null ? [[fileId(joinedPath(dest, '')), folderThere] as const] : []),
    ...folders.map((path): [ResourceId, Json] => [idOf(path), folderThere]),
    ...needed.map(({ file, before }): [ResourceId, Json] => [
      idOf(file.path),
      owned(
        fileThere(file.size, file.sha256),
        withAttributes({ ...putAnew(before, state.account), kind: 'file' }, attributes, true),
      ),
    ]),
    ...lax.map(({ file, before }): [ResourceId, Json] => [
      idOf(file.path),
      owned(rightsOnly(before), withAttributes(before, attributes)),
    ]),
  ]);
  const others = putTouches(dest, wanted).filter((id) => !known.has(id));
  // Below what is a file, or will be, is nothing.
  const below = isFile ? others.filter((id) => id === fileId(joinedPath(dest, wanted.name ?? ''))) : [];
  return {
    leaves: {
      ...Object.fromEntries(known),
      ...Object.fromEntries(below.filter((id) => id !== fileId(root)).map((id) => [id, nothingThere])),
    },
    spares: others.filter((id) => !below.includes(id) || id === fileId(root)),
  };
}

/** A file that gets other rights, and stays what it is. */
const rightsOnly = ({ size, sha256, foreseen }: Before): FileResource => ({
  exists: true,
  size,
  sha256,
  ...(foreseen ? {} : { asFound: true }),
});
