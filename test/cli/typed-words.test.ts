import { expect, test } from 'vitest';
import { typedWords } from '../../src/cli/typed-words.ts';

test.each([
  [['-CD', '-lwin1'], []],
  [['-CDv'], ['-v']],
  [['-vv'], ['-vv']],
])('short flags written together are taken apart: %j', (argv, left) => {
  expect(typedWords(argv)).toEqual(['gorun', ...left]);
});

test('the command to go on with has no limit, check or diff, and all else', () => {
  const argv = [
    'playbook',
    'u.yml',
    '-i',
    'lab',
    '--limit',
    'win1',
    '-C',
    '--diff',
    '--limit=a',
    '-e',
    'x=1',
  ];
  expect(typedWords(argv)).toEqual(['gorun', 'playbook', 'u.yml', '-i', 'lab', '-e', 'x=1']);
});
