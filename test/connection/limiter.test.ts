import { describe, expect, it } from 'vitest';
import { Limiter } from '../../src/connection/limiter.ts';

describe('a limiter', () => {
  it('runs no more tasks at once than it may, and all in the end', async () => {
    const limiter = new Limiter(3);
    let running = 0;
    let most = 0;
    const done = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        limiter.run(async () => {
          most = Math.max(most, ++running);
          await Promise.resolve();
          running--;
          return i;
        }),
      ),
    );
    expect(most).toBe(3);
    expect(done).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('goes on after a task that failed', async () => {
    const limiter = new Limiter(1);
    await expect(limiter.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await limiter.run(async () => 'yes')).toBe('yes');
  });

  it('lets a waiting task give up, and the next one have its turn', async () => {
    const limiter = new Limiter(1);
    const first = Promise.withResolvers<void>();
    const running = limiter.run(() => first.promise);
    const stop = new AbortController();
    const waiting = limiter.run(async () => 'never', stop.signal);
    const next = limiter.run(async () => 'next');
    stop.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    first.resolve();
    await running;
    expect(await next).toBe('next');
    expect(limiter.waiting).toBe(0);
  });
});
