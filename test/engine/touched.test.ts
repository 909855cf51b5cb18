import { describe, expect, test } from 'vitest';
import { Answers, startedAt } from '../../src/engine/host/answers.ts';
import { Predictions } from '../../src/engine/host/predictions.ts';
import { Touched } from '../../src/engine/host/touched.ts';
import { anyOf, anything, belowId, fileId, pathId, variableId } from '../../src/module/resources.ts';

function touchedBy(...touches: readonly (readonly string[] | undefined)[]): Touched {
  const touched = new Touched();
  for (const each of touches) touched.add(each);
  return touched;
}

describe('what was seen may be another after a change', () => {
  test('where the change touched it, or a folder around it', () => {
    const touched = touchedBy([fileId('C:\\A\\b')], [belowId('/srv/Go'), pathId('machine')]);
    expect(touched.concerns([fileId('c:\\a\\B')])).toBe(true);
    expect(touched.concerns([fileId('C:\\A')])).toBe(false);
    expect(touched.concerns([fileId('/srv/Go/bin/go')])).toBe(true);
    expect(touched.concerns([fileId('/srv/go/bin/go')])).toBe(false);
    expect(touched.concerns(['ENV:machine:Path'])).toBe(true);
    expect(touched.concerns([])).toBe(false);
  });

  test('where nobody knows what was touched, or what was looked at', () => {
    expect(touchedBy(undefined).concerns([fileId('/etc/x')])).toBe(true);
    expect(touchedBy([]).concerns(undefined)).toBe(true);
    expect(touchedBy().concerns(undefined)).toBe(false);
  });

  test('but not where nothing was looked at', () => {
    expect(touchedBy(undefined).concerns([])).toBe(false);
  });

  test('where all of a kind was looked at, and one of them was touched', () => {
    const touched = touchedBy([fileId('/etc/profile'), 'service:spooler']);
    expect(touched.concerns([anyOf('file')])).toBe(true);
    expect(touched.concerns([anyOf('service')])).toBe(true);
    expect(touched.concerns([anyOf('msi')])).toBe(false);
    expect(touched.concerns([anything])).toBe(true);
    expect(touched.concerns([belowId('/etc')])).toBe(true);
    expect(touched.concerns([belowId('/usr')])).toBe(false);
  });

  test('where a path holds the name of a variable that was touched', () => {
    const touched = touchedBy([variableId('machine', 'TOOL_HOME')]);
    expect(touched.concerns([fileId('%tool_home%\\bin')])).toBe(true);
    expect(touched.concerns([fileId('C:\\TOOL_HOME\\bin')])).toBe(false);
  });
});

test('check mode passes over reads of all of a kind: one that is predicted does not tell what a look at all would say', () => {
  const predictions = new Predictions();
  predictions.record({ touches: [fileId('/etc/x')], leaves: undefined, after: 'write' });
  expect(predictions.outlook([anyOf('file'), fileId('/etc/y')])).toEqual({ kind: 'untouched' });
  expect(predictions.outlook([anyOf('file'), fileId('/etc/x')])).toEqual({ kind: 'unknown', after: 'write' });
});

test('an answer that was outdated is still there for a guess', () => {
  const answers = new Answers();
  const answer = { value: 1, asked: 0, reads: [fileId('/etc/x')], underLock: false };
  answers.put('k', answer);
  answers.outdate([fileId('/etc/x')]);
  expect(answers.get('k', 0)).toBeUndefined();
  expect(answers.last('k')).toBe(answer);
  answers.clear();
  expect(answers.last('k')).toBeUndefined();
});

test('a call began at the earliest when those before it had had their time, and never after now', () => {
  const took = (ms: number) => ({ ok: true, value: null, ms }) as const;
  expect(startedAt(1_000, [], 5_000)).toBe(1_000);
  expect(startedAt(1_000, [took(500), undefined, took(700)], 5_000)).toBe(2_200);
  // A host’s clock may say anything.
  expect(startedAt(1_000, [took(90_000)], 5_000)).toBe(5_000);
});
