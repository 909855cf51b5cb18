import { fileId, type Json, type ResourceId } from 'gorun/module';
import { folderThere } from '../../src/files/file-resource.ts';
import { foldersAbove } from '../../src/files/host-path.ts';

/** The folders above, which are made where they are missing. */
export const foldersLeft = (path: string): Readonly<Record<ResourceId, Json>> =>
  Object.fromEntries(foldersAbove(path).map((one) => [fileId(one), folderThere]));
