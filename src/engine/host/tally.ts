import type { TaskStatus } from '../events.ts';

/** How many tasks ended how on one host. */
export class Tally {
  ok = 0;
  changed = 0;
  failed = 0;
  unreachable = 0;
  rolledBack = 0;
  skipped = 0;
  ignored = 0;
  unknown = 0;

  count(status: TaskStatus): void {
    this[status] += 1;
  }

  /** Tasks that did something other than being skipped. */
  get done(): number {
    return this.ok + this.changed + this.failed + this.unreachable + this.ignored + this.unknown;
  }

  /** A rescue makes up for the failures since `failed` was this. */
  forgive(failed: number): void {
    this.failed = failed;
  }
}
