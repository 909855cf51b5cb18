import type { ModuleRegistry } from '../module/contract.ts';
import type { Place } from '../source/file.ts';
import type { LintFile } from './lint-file.ts';

/** A change to the text of a file that mends a finding and nothing else. Offsets into the text. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What a rule has found, without its name. */
export interface Found {
  readonly place: Place;
  readonly message: string;
  /** Safe to apply without a person: the playbook means the same afterwards. */
  readonly edits?: readonly Edit[];
}

/** What rules may look at beside the file. */
export interface LintContext {
  readonly modules: ModuleRegistry;
  /** Whether a name is written anywhere else in the files that are linted: `times` of these are its definitions. */
  isWritten(name: string, times: number): boolean;
}

/** A rule of `gorun lint`: declared here once; findings, `gorun explain`, docs/lint.md and its own test come from it. */
export interface Rule {
  readonly name: string;
  /** What it asks for, in one sentence. */
  readonly doc: string;
  /** Why it is worth it. */
  readonly why: string;
  /** A whole playbook, or an inventory where `of` says so, that it finds fault with, and one that is well. */
  readonly bad: string;
  readonly good: string;
  readonly of?: 'inventory';
  check(file: LintFile, context: LintContext): Iterable<Found>;
}
