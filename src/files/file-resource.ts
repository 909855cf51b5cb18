import type { FileResource } from '../module/resources.ts';

/** A folder that is there. */
export const folderThere: FileResource = { exists: true, size: null, sha256: null, folder: true };

/** Nothing is there. */
export const nothingThere: FileResource = { exists: false, size: null, sha256: null };

/** A file of known content. */
export const fileThere = (size: number, sha256: string): FileResource => ({ exists: true, size, sha256 });
