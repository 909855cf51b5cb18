import type { Clock } from '../../../src/engine/types.ts';

/** Time that passes only when somebody sleeps or a test says so. */
export class FakeClock implements Clock {
  time = 1_000_000;
  readonly sleeps: number[] = [];
  /** Called when somebody sleeps. */
  onSleep: (ms: number) => void = () => undefined;

  now(): number {
    return this.time;
  }

  async sleep(ms: number): Promise<void> {
    this.sleeps.push(ms);
    this.onSleep(ms);
    this.time += ms;
  }
}
