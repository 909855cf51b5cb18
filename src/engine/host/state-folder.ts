import { posixFileId } from '../../module/resources.ts';
import type { CallOutcome, HostCall } from '../../worker/session.ts';
import type { Failure } from '../events.ts';
import { callFailure } from '../task/failures.ts';
import type { Predictions } from './predictions.ts';

/** What check mode knows of gorun's folder on a POSIX host: a run takes the lock there before its first change. */
export class StateFolder {
  /** Asks whether it can be written, or made. */
  static readonly call: HostCall = { script: undefined, fn: 'state', args: {} };
  #isAsked = false;
  #problem: { readonly failure: Failure; readonly at: string | undefined } | undefined;

  /** The host has not said it yet. */
  get isOpen(): boolean {
    return !this.#isAsked;
  }

  /** Keeps what the host says. */
  told(outcome: CallOutcome | undefined): void {
    if (outcome === undefined) return;
    this.#isAsked = true;
    if (outcome.ok || outcome.error.kind !== 'failed') return;
    const { at } = outcome.error.detail ?? {};
    this.#problem = {
      failure: callFailure(outcome.error, 'worker/no-state'),
      at: typeof at === 'string' ? at : undefined,
    };
  }

  /** Why the lock could not be taken; undefined: nothing speaks against it, or an earlier task would have changed that. */
  problem(predictions: Predictions): Failure | undefined {
    if (this.#problem === undefined) return undefined;
    const { failure, at } = this.#problem;
    const reads = at === undefined ? [] : [posixFileId(at)];
    return predictions.outlook(reads).kind === 'untouched' ? failure : undefined;
  }
}
