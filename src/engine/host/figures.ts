import type { CallOutcome, SessionStats } from '../../worker/session.ts';
import type { HostStats } from '../events.ts';

/** The figures of one host, counted up while it runs; {@link HostStats} says what each means. */
export class Figures implements Omit<HostStats, keyof SessionStats> {
  connectMs = 0;
  queuedMs = 0;
  waitingMs = 0;
  workingMs = 0;
  hits = 0;
  misses = 0;
  wasted = 0;

  get seen(): Omit<HostStats, keyof SessionStats> {
    return { ...this };
  }

  /** A request that took so long. */
  requested(ms: number, outcomes: readonly CallOutcome[]): void {
    const working = outcomes.reduce((sum, outcome) => sum + outcome.ms, 0);
    this.workingMs += working;
    this.waitingMs += Math.max(0, ms - working);
  }
}
