import { expect, it } from 'vitest';
import { actionOf, fieldsOf } from '../../../src/worker/posix/fields.ts';

it('writes arguments as variables that a shell can hold', () => {
  expect(
    fieldsOf({
      path: '/etc/motd',
      count: 3,
      force: true,
      none: null,
      lines: ['a', 'b c'],
      source: { url: 'u', more: { deep: false } },
      files: [{ path: 'p' }, { path: null }],
      empty: [],
    }),
  ).toEqual([
    ['p_path', '/etc/motd'],
    ['p_count', '3'],
    ['p_force', 'true'],
    ['p_lines_n', '2'],
    ['p_lines_1', 'a'],
    ['p_lines_2', 'b c'],
    ['p_source_url', 'u'],
    ['p_source_more_deep', 'false'],
    ['p_files_n', '2'],
    ['p_files_1_path', 'p'],
    ['p_empty_n', '0'],
  ]);
});

it.each([
  [{ 'a-b': 1 }, /"a-b" is no name that a shell can hold/],
  [{ 'a;reboot': 1 }, /is no name/],
  [{ a: { b: 1 }, a_b: 2 }, /two arguments are both called a_b/],
  [{ a: 'x\0y' }, /a holds a NUL/],
  [['a'], /are an object/],
])('refuses %j', (args, message) => {
  expect(() => fieldsOf(args)).toThrow(message);
});

it('takes the action of an Apply apart from its arguments', () => {
  expect(actionOf('Apply', { action: 'write', args: { path: '/x' } })).toEqual({
    action: 'write',
    args: { path: '/x' },
  });
  expect(actionOf('Probe', { action: 'write', args: { path: '/x' } })).toEqual({
    args: { action: 'write', args: { path: '/x' } },
  });
});
