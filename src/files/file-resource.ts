import type { Json } from '../json.ts';
import { parseAs } from '../module/check/parse-as.ts';
import type { ResourceId } from '../module/contract.ts';
import { FileResource, fileId, predictedOf } from '../module/resources.ts';
import { attributesOf, type FoundAttributes } from './attributes.ts';

const parse = parseAs(FileResource);

/** What earlier tasks would leave of a path; undefined where none touches it. */
export function knownFiles(
  predicted: ReadonlyMap<ResourceId, Json>,
): (path: string) => FileResource | undefined {
  return (path) => {
    const value = predictedOf(predicted, fileId(path));
    return value === undefined ? undefined : parse(value);
  };
}

/** A folder that is there. */
export const folderThere: FileResource = { exists: true, size: null, sha256: null, folder: true };

/** A folder that is made, or gets other rights. */
export const folderMade: FileResource = { ...folderThere, anew: true };

/** Nothing is there. */
export const nothingThere: FileResource = { exists: false, size: null, sha256: null };

/** A file of known content. */
export const fileThere = (size: number, sha256: string): FileResource => ({ exists: true, size, sha256 });

/** The same, with what is known of whose it is and who may do what with it. */
export const owned = (resource: FileResource, found: FoundAttributes): FileResource => ({
  ...resource,
  ...attributesOf(found),
});
