import { expect, test } from 'vitest';
import { moduleParams } from '../../src/cli/module-params.ts';

test.each([
  [['version=1.20', 'retries=3', 'tidy=true'], { version: '1.20', retries: 3, tidy: true }],
  [['args=["a", 1]', 'msg=[not a list'], { args: ['a', 1], msg: '[not a list' }],
  [['id="12"'], { id: '12' }],
  [['msg=a=b'], { msg: 'a=b' }],
  [['{"version": "1.20", "deep": {"a": 1}}'], { version: '1.20', deep: { a: 1 } }],
  [[], {}],
])('%j', (words, params) => {
  expect(moduleParams(words)).toEqual(params);
});

test.each([[['version']], [['=1']], [['{"a": 1']]])('%j is refused', (words) => {
  expect(() => moduleParams(words)).toThrow(expect.objectContaining({ code: 'cli/usage' }));
});
