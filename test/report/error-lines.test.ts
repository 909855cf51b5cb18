import { expect, test } from 'vitest';
import { GorunError, GorunErrors } from '../../src/errors/gorun-error.ts';
import { palette } from '../../src/report/colours.ts';
import { failureOfCommandLines } from '../../src/report/error-lines.ts';

const options = { colours: palette(0), folder: '/play', debug: false };
const error = new GorunError('playbook/unknown-keyword', {
  message: '`whn` is not a keyword of a task. Did you mean `when`?',
  position: { file: '/play/playbooks/a.yml', line: 12, column: 4 },
  sourceLine: ' \t whn: x',
});

test('an error shows file, line, a caret under the column, a fix and its code', () => {
  expect(failureOfCommandLines(error, options)).toEqual([
    'error: `whn` is not a keyword of a task. Did you mean `when`?',
    '  at playbooks/a.yml:12:4',
    '  12 |     whn: x',
    '     |     ^',
    '  fix: Correct its spelling or see docs/language.md.',
    '  playbook/unknown-keyword',
  ]);
});

test('a line on which a password stands is not shown', () => {
  const position = { file: '/play/a.yml', line: 3, column: 5 };
  const wrong = new GorunError('playbook/unknown-keyword', {
    message: '`whn` is not a keyword of a task.',
    position,
    sourceLine: '  - {whn: x, vars: {ansible_password: hunter22}}',
  });
  const lines = failureOfCommandLines(wrong, options);
  expect(lines.join('\n')).not.toContain('hunter22');
  expect(lines).toContain('  at a.yml:3:5');
});

test('of a long line only what stands around the caret is shown', () => {
  const sourceLine = `{"a": "${'x'.repeat(1_000)}", "whn": 1, "b": "${'y'.repeat(1_000)}"}`;
  const column = sourceLine.indexOf('"whn"') + 1;
  const position = { file: '/play/a.yml', line: 1, column };
  const [, , line = '', caret = ''] = failureOfCommandLines(
    new GorunError('playbook/unknown-keyword', { message: 'no', position, sourceLine }),
    options,
  );
  expect(line.length).toBeLessThan(140);
  expect(line.slice(caret.indexOf('^'))).toMatch(/^"whn": 1/);
});

test('all errors of a file are shown, and counted', () => {
  const lines = failureOfCommandLines(new GorunErrors([error, error]), options);
  expect(lines.filter((line) => line.startsWith('error:'))).toHaveLength(2);
  expect(lines.at(-1)).toBe('2 errors');
});

test('a defect shows no stack unless asked for', () => {
  const defect = new TypeError('x is undefined');
  expect(failureOfCommandLines(defect, options).join('\n')).not.toContain('error-lines.test.ts');
  expect(failureOfCommandLines(defect, { ...options, debug: true }).join('\n')).toContain(
    'error-lines.test.ts',
  );
});
