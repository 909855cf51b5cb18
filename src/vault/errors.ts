import type { GorunError } from '../errors/gorun-error.ts';
import { errorAt } from '../source/error-at.ts';
import type { Place } from '../source/file.ts';

/** None of the keys given opens it. */
export function wrongKey(place: Place, what: string, cause?: unknown): GorunError {
  const message = `This is encrypted (${what}), and none of the keys given opens it.`;
  return errorAt(place, 'vault/wrong-key', message, undefined, cause);
}

/** What is encrypted is not whole. */
export function damaged(place: Place, why: string, cause?: unknown): GorunError {
  return errorAt(place, 'vault/damaged', `What is encrypted here cannot be read. ${why}`, undefined, cause);
}
