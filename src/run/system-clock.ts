import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../engine/types.ts';

/** The real time. A sleep that is aborted ends at once and is no error. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    await wait(ms, undefined, signal ? { signal } : {}).catch((error: unknown) => {
      if (!signal?.aborted) throw error;
    });
  },
};
