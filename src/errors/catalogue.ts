import { commandErrors } from './command-errors.ts';
import { hostErrors } from './host-errors.ts';
import { writtenErrors } from './written-errors.ts';

/**
 * Every error that gorun can end with, or give to a host's task. docs/errors.md is made from this.
 * A code is `room/what-is-wrong`; codes are never renamed, people search for them.
 */
export const catalogue = { ...writtenErrors, ...hostErrors, ...commandErrors } as const;

/** The code of an error in the catalogue. */
export type ErrorCode = keyof typeof catalogue;
