import type { Attributes } from './attributes.ts';
import type { PutState } from './put-state.ts';
import type { Wanted, WantedFile } from './wanted.ts';

/** What is wanted where. */
export interface PutOrder {
  /** As the playbook says. */
  readonly dest: string;
  readonly wanted: Wanted;
  /** Files that are there and differ are replaced. */
  readonly force: boolean;
  /** What is in them is never shown. */
  readonly hidden: boolean;
  /** POSIX hosts: whose the files are to be, and who may do what with them. */
  readonly attributes?: Attributes;
  /** A program that looks at each file before it gets its name. */
  readonly validate?: readonly string[];
}

/** Its part of an order. */
export const validating = ({ validate }: { readonly validate?: readonly string[] }) =>
  validate === undefined ? {} : { validate };

/** What was found in the place of a file or folder. */
export type Before = PutState['entries'][number];

/** Where nothing is. */
export const nothing: Before = { kind: null, size: null, sha256: null, text: null };

/** A file to be put or set, and what is in its place. */
export interface Needed {
  readonly file: WantedFile;
  readonly before: Before;
}

/** What has to be done for an order. */
export interface PutWork {
  /** Folders to be made. */
  readonly folders: readonly string[];
  /** Files to be put in place. */
  readonly needed: readonly Needed[];
  /** Files that hold what they are to hold, but belong to somebody else or have other rights. */
  readonly lax: readonly Needed[];
}
