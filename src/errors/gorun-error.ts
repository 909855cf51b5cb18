import type { Position } from '../position.ts';
import { catalogue, type ErrorCode } from './catalogue.ts';
import { exitCodes } from './exit-codes.ts';

/** What an error is about, beside its code. */
export interface ErrorDetails {
  /** One sentence: what is wrong, with the values that matter. */
  readonly message: string;
  readonly position?: Position;
  /** The text of the line at `position`, to be shown above a caret. */
  readonly sourceLine?: string;
  /** What to try; the catalogue's general fix stands in where this is missing. */
  readonly fix?: string;
  readonly cause?: unknown;
}

/** An error that a person can act on. Its code stands in the catalogue, which gives its exit code. */
export class GorunError extends Error {
  readonly code: ErrorCode;
  readonly position: Position | undefined;
  readonly sourceLine: string | undefined;
  readonly fix: string;

  constructor(code: ErrorCode, details: ErrorDetails) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'GorunError';
    this.code = code;
    this.position = details.position;
    this.sourceLine = details.sourceLine;
    this.fix = details.fix ?? catalogue[code].fix;
  }

  /** The process exit code that this error leads to when it ends a run. */
  get exitCode(): number {
    return exitCodes[catalogue[this.code].exit].code;
  }
}

/** All errors found in one pass over the input, so that a person sees every one of them at once. */
export class GorunErrors extends AggregateError {
  override readonly errors: GorunError[];

  constructor(errors: readonly GorunError[]) {
    super(errors, `${errors.length} errors`);
    this.name = 'GorunErrors';
    this.errors = [...errors];
  }
}
