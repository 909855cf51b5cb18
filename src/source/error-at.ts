import type { ErrorCode } from '../errors/catalogue.ts';
import { GorunError } from '../errors/gorun-error.ts';
import type { Place } from './file.ts';

/** An error at a place in a file: its position, its line, one sentence and what to try. */
export function errorAt(
  place: Place,
  code: ErrorCode,
  message: string,
  fix?: string,
  cause?: unknown,
): GorunError {
  return new GorunError(code, {
    message,
    position: place.position,
    sourceLine: place.sourceLine,
    ...(fix === undefined ? {} : { fix }),
    ...(cause === undefined ? {} : { cause }),
  });
}
