import { describe, expect, it } from 'vitest';
import { asJson, memoryOf } from '../../src/worker/client/worker-memory.ts';

const hello = {
  hello: 'gorun-worker',
  protocol: 1,
  pid: 7,
  started: '99',
  engine: 'sh',
  computer: 'h1',
  user: 'root',
  administrator: true,
} as const;

describe('what is remembered of a worker', () => {
  it('is the same after it was kept as JSON', () => {
    const memory = { hello, known: ['a', 'b library'], lastId: 12 };
    expect(memoryOf(JSON.parse(JSON.stringify(asJson(memory))))).toEqual(memory);
  });

  it('is that of a new worker, where nothing is known or what is known makes no sense', () => {
    const nothing = { hello: undefined, known: [], lastId: 0 };
    expect(memoryOf(null)).toEqual(nothing);
    expect(memoryOf({ hello: { hello: 'somebody' }, known: 7, lastId: '3' })).toEqual(nothing);
  });
});
