import { catalogue, type ErrorCode } from '../../errors/catalogue.ts';
import { GorunError } from '../../errors/gorun-error.ts';
import { outOfMemory } from '../../worker/client/out-of-memory.ts';
import type { CallError } from '../../worker/protocol.ts';
import type { Failure } from '../events.ts';

/** A failure with the catalogue's fix where there is no better one. */
export function failure(code: ErrorCode, message: string, more: Partial<Failure> = {}): Failure {
  return { code, message, fix: catalogue[code].fix, ...more };
}

/** The failure that a thrown error stands for. What is not an error of the catalogue is a defect of the module's code. */
export function thrownFailure(error: unknown, doing: string): Failure {
  if (error instanceof GorunError) {
    const { code, message, fix, position, sourceLine } = error;
    return {
      code,
      message,
      fix,
      ...(position === undefined
        ? {}
        : { detail: { position: { ...position }, ...(sourceLine === undefined ? {} : { sourceLine }) } }),
    };
  }
  const said = error instanceof Error ? error.message : String(error);
  return failure('module/definition', `${doing}: ${said}`);
}

const codes: Readonly<Partial<Record<CallError['kind'], ErrorCode>>> = {
  timeout: 'module/timeout',
  'lock-held': 'worker/lock-held',
  unsettled: 'worker/unsettled',
  lost: 'worker/unsettled',
  protocol: 'worker/protocol',
};

/**
 * The failure that a failed call stands for; `usual` is the code of an ordinary failure in this place. Where the host had no memory,
 * no other fix is one.
 */
export function callFailure(error: CallError, usual: ErrorCode): Failure {
  const fix = outOfMemory(error.message)?.fix ?? error.fix;
  return failure(error.code ?? codes[error.kind] ?? usual, error.message, {
    ...(fix === undefined ? {} : { fix }),
    ...(error.detail === undefined ? {} : { detail: error.detail }),
  });
}
