import fc from 'fast-check';
import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { fits } from '../../src/persist/wire/fits.ts';
import { askSchema, saySchema } from '../../src/persist/wire/messages.ts';

const value = fc.oneof(fc.constantFrom(0, 1.5, true, '', 'text', null), fc.array(fc.string()));

/** Messages that are right but for one property, which has another value or is missing. */
const almost = fc
  .constantFrom(
    { ask: 'start', n: 1, command: 'sh' },
    { ask: 'leave', n: 1, memory: { any: ['thing'] } },
    { say: 'borrowed', files: { staging: '/tmp' }, worker: { n: 0, memory: null } },
    { say: 'exited', n: 3, code: 0, stderr: '' },
    { say: 'status', pid: 7, hosts: [{ name: 'h', to: 'u@h:22', state: 'idle', age: 1.5, left: 2 }] },
    { say: 'not started', n: 1, error: { code: 'c', message: 'm', fix: 'f' } },
  )
  .chain((message) =>
    fc
      .tuple(fc.constantFrom(...Object.keys(message)), fc.option(value, { nil: undefined }))
      .map(([name, other]) => JSON.parse(JSON.stringify({ ...message, [name]: other }))),
  );

describe('a message', () => {
  it('is held against its schema as TypeBox does', () => {
    fc.assert(
      fc.property(almost, (message) => {
        for (const schema of [askSchema, saySchema])
          expect(fits(schema, message)).toBe(Value.Check(schema, message));
      }),
    );
  });
});
