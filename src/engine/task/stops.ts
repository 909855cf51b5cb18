import type { CallOutcome } from '../../worker/session.ts';
import type { Failure } from '../events.ts';

/** Thrown inside of a task when its host cannot be reached (any more); told as an event already. */
export class HostUnreachable extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.name = 'HostUnreachable';
    this.failure = failure;
  }
}

/** Thrown inside of a task that the second Ctrl-C cut short. */
export class Interrupted extends Error {
  /** Steps were on their way to the host; their outcome is not known. */
  readonly sent: boolean;
  /** What is known of it all the same, in words. */
  readonly partly: string | undefined;
  /** Of the request that was cut short: what its calls had come to. */
  readonly outcomes: readonly CallOutcome[] | undefined;

  constructor(
    sent = false,
    more: { readonly partly?: string; readonly outcomes?: readonly CallOutcome[] } = {},
  ) {
    super('stopped');
    this.name = 'Interrupted';
    this.sent = sent;
    this.partly = more.partly;
    this.outcomes = more.outcomes;
  }
}

/** Thrown when a part of a task passed its time limit. */
export class PastTimeLimit extends Error {
  constructor(seconds: number) {
    super(`it did not end within ${seconds} s`);
    this.name = 'PastTimeLimit';
  }
}
