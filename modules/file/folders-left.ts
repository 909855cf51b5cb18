import { fileId, type Json, type ResourceId } from 'gorun/module';
import type { FoundAttributes } from '../../src/files/attributes.ts';
import { folderThere, owned } from '../../src/files/file-resource.ts';
import { foldersAbove } from '../../src/files/host-path.ts';

/** The folders above that are made. */
export const foldersLeft = (
  path: string,
  missing: number,
  attributes: FoundAttributes = {},
): Readonly<Record<ResourceId, Json>> =>
  Object.fromEntries(
    foldersAbove(path)
      .slice(0, missing)
      .map((one) => [fileId(one), owned(folderThere, attributes)]),
  );

/** Those that are there, and stay as they are. */
export const foldersSpared = (path: string, missing: number): readonly ResourceId[] =>
  foldersAbove(path).slice(missing).map(fileId);
