import type { Static, TSchema } from 'typebox';
import { catalogue, type ErrorCode } from '../../errors/catalogue.ts';
import { GorunError } from '../../errors/gorun-error.ts';
import { fits } from './fits.ts';
import type { SentError } from './messages.ts';

/** A message of this schema; undefined for anything else. */
export function parseMessage<T extends TSchema>(schema: T, text: string): Static<T> | undefined {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return undefined;
  }
  return fits(schema, message) ? message : undefined;
}

/** Anything thrown, so that it can travel. */
export function sentError(error: unknown): SentError {
  if (error instanceof GorunError) return { code: error.code, message: error.message, fix: error.fix };
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'connection/lost', message, fix: catalogue['connection/lost'].fix };
}

/** The error that was sent. */
export function receivedError({ code, message, fix }: SentError): GorunError {
  return new GorunError(isCode(code) ? code : 'connection/lost', { message, fix });
}

function isCode(code: string): code is ErrorCode {
  return Object.hasOwn(catalogue, code);
}
