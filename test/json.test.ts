import fc from 'fast-check';
import { expect, it } from 'vitest';
import { copyJson, isJsonObject, type Json } from '../src/json.ts';

it('a copy says the same as its original', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const original: Json = JSON.parse(JSON.stringify(value));
      expect(JSON.stringify(copyJson(original))).toBe(JSON.stringify(original));
    }),
  );
});

it('a copy shares nothing with its original', () => {
  const inner = { list: [1] };
  const copy = copyJson({ inner });
  expect(isJsonObject(copy) && copy.inner).not.toBe(inner);
  expect(isJsonObject(copy) && isJsonObject(copy.inner) && copy.inner.list).not.toBe(inner.list);
});

it('a name that would change what an object inherits is copied as any other', () => {
  const original: Json = JSON.parse('{"__proto__":{"polluted":true},"a":1}');
  const copy = copyJson(original);
  expect(JSON.stringify(copy)).toBe(JSON.stringify(original));
  expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
});
