import type { Answer } from '../host/answers.ts';
import type { Subject } from '../host-module/subject.ts';
import type { Intention } from './intention.ts';

/** A probe that a later task of the play will most likely ask for. */
export interface Foreseen {
  readonly subject: Subject;
  /** Whether its task is going to run is known. */
  readonly certain: boolean;
  /** Its task changes nothing, whatever it plans (check mode). */
  readonly check: boolean;
  /** What its task would do, as of this answer. */
  intention?: { readonly of: Answer; readonly would: Intention };
}

/** What was last foreseen for one host. */
export interface Seen {
  /** The probes ahead, in order. */
  readonly probes: readonly Foreseen[];
  /** Ids of tasks whose outcome others need before it can be told what they ask. */
  readonly waitedFor: ReadonlySet<string>;
  /** Ids of the handlers that are going to be notified. */
  readonly called: ReadonlySet<string>;
}

/** What was last foreseen for one host, and how far it has come since. */
export class Foresight {
  readonly #seen: Omit<Seen, 'probes'>;
  #ahead: readonly Foreseen[];
  #stale = false;

  /** @param present The id of the task that the host is at, where its outcome was not known yet. */
  constructor({ probes, waitedFor, called }: Seen, present: string | undefined) {
    this.#seen = { waitedFor, called };
    this.#ahead = probes;
    if (present !== undefined) this.cameTo(present);
  }

  /** More can be foreseen by now, or it was wrong. */
  get stale(): boolean {
    return this.#stale;
  }

  /** Those that are still to come. */
  get ahead(): readonly Foreseen[] {
    return this.#ahead;
  }

  /** Whether it was foreseen that a handler is notified. */
  expects(handler: string): boolean {
    return this.#seen.called.has(handler);
  }

  /** The host has come to a task. */
  cameTo(task: string): void {
    if (this.#seen.waitedFor.has(task)) this.#stale = true;
  }

  /** A task asks its probe now. */
  asks(key: string): void {
    const index = this.#ahead.findIndex(({ subject }) => subject.key === key);
    if (index < 0) this.#stale = true;
    else this.#ahead = this.#ahead.slice(index + 1);
  }
}
