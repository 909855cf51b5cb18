import { expect, test } from 'vitest';
import { ownProblems } from '../../scripts/sh-check/own-rules.ts';

const messages = (text: string) => ownProblems(text).map(({ line, message }) => `${line}: ${message}`);

test.each([
  ['a bar in a pattern, which ksh takes for "or"', `x=\${said%%|*}`, `1: in \${said%%|*} ksh reads`],
  ['quotes in quotes', `a "\${b-"c d"}"`, 'ksh takes the inner quotes'],
  ['a name of the worker', 'set --\nc_at=0', '2: c_at= is the worker’s own variable'],
  ['a name of the worker in a loop', 'while [ 1 ]; do n=1; done', '1: n= is the worker’s own variable'],
  ['text that becomes a script', 'eval "x=$y"', '1: eval: nothing is put'],
  ['an echo with options', 'a; echo -n x', '1: echo -n means other things'],
])('%s is found', (_, script, message) => {
  expect(messages(script).join('\n')).toContain(message);
});

test.each([`x=\${said%%"|"*}`, '# eval "$x"', 'y=\'eval "$x"\'', 'say_n=1', `x=\${a%%:*}`, 'echo "a -n b"'])(
  '%s is fine',
  (script) => {
    expect(messages(script)).toEqual([]);
  },
);
