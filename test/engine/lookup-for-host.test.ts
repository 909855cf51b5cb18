import { Type } from 'typebox';
import { describe, expect, test } from 'vitest';
import { Answers } from '../../src/engine/host/answers.ts';
import { Predictions } from '../../src/engine/host/predictions.ts';
import type { HostModule } from '../../src/module/contract.ts';
import { belowId, covers, fileId } from '../../src/module/resources.ts';
import { registry } from './fake/modules.ts';
import { play, task } from './fake/playbook.ts';
import { Lab } from './fake/run.ts';

/** `page {key, text}`: a key holds the text, rendered for the host. */
const page: HostModule = {
  kind: 'host',
  name: 'page',
  summary: 'Keeps a rendered text.',
  platforms: ['posix'],
  params: Type.Object({}),
  lookupForHost: async ({ text }, io) => `${io.host}: ${io.render(String(text), 'page.hbs')}`,
  probeArgs: ({ key }) => ({ key: key ?? null }),
  reads: ({ key }) => [`key:${key}`],
  touches: ({ key }) => [`key:${key}`],
  foresee: ({ params }, predicted) => predicted.get(`key:${params.key}`),
  plan: ({ params, state, lookup }) =>
    state === lookup
      ? { steps: [], expected: state }
      : {
          steps: [
            {
              title: 'set',
              action: 'set',
              args: { key: params.key ?? '', value: String(lookup) },
              changes: [],
            },
          ],
          expected: String(lookup),
          leaves: { [`key:${params.key}`]: String(lookup) },
        },
};

function labOf(...names: readonly string[]): Lab {
  const lab = new Lab(...names);
  lab.modules = registry(page);
  return lab;
}

describe('a lookup of its own for every host', () => {
  test('renders with the variables of the host', async () => {
    const lab = labOf('a', 'b');
    lab.variables = { a: { colour: 'red' }, b: { colour: 'blue' } };
    const ran = await lab.run([play([task('write', 'page', { key: 'x', text: 'is {{ colour }}' })])]);
    expect(ran.recap.exit).toBe('success');
    expect(lab.host('a').values.get('x')).toBe('a: is red');
    expect(lab.host('b').values.get('x')).toBe('b: is blue');
  });

  test('what is wrong in the text is told with its line and column', async () => {
    const ran = await labOf('a').run([
      play([task('write', 'page', { key: 'x', text: 'one\nand {{ colour }}' })]),
    ]);
    expect(ran.finished[0]?.result.failure).toMatchObject({
      code: 'expression/undefined-name',
      message: expect.stringContaining('page.hbs:2:8: '),
      detail: { position: { file: 'page.hbs', line: 2, column: 8 } },
    });
  });

  test('in check mode, what it renders may be known only after an earlier task; others go on', async () => {
    const lab = labOf('a');
    const ran = await lab.run(
      [
        play([
          task('first', 'silent', { key: 'y', value: '1' }, { register: 'got' }),
          task('write', 'page', { key: 'x', text: '{{ got.value }}' }),
          task('other', 'keep', { key: 'z', value: '1' }),
          task('same', 'page', { key: 'x', text: 'plain' }),
        ]),
      ],
      { check: true },
    );
    expect(ran.finished.map(({ task: name, result: { status } }) => [name, status])).toEqual([
      ['first', 'changed'],
      ['write', 'unknown'],
      ['other', 'changed'],
      ['same', 'unknown'],
    ]);
  });
});

describe('a folder and all below it', () => {
  test('covers each resource whose name begins so', () => {
    expect(belowId('C:/a/')).toBe('file:C:\\a\\**');
    expect(covers(belowId('C:\\A'), fileId('c:\\a\\b\\c'))).toBe(true);
    expect(covers(belowId('C:\\a'), fileId('C:\\ab'))).toBe(false);
    expect(covers(belowId('C:\\a'), fileId('C:\\a'))).toBe(false);
  });

  test('a change of it outdates answers about what is in it, and no others', () => {
    const answers = new Answers();
    for (const path of ['C:\\a\\b', 'C:\\ab'])
      answers.put(path, { value: 1, asked: 0, reads: [fileId(path)], underLock: false });
    answers.outdate([belowId('C:\\A')]);
    expect(answers.get('C:\\a\\b', 1)).toBeUndefined();
    expect(answers.get('C:\\ab', 1)).toBeDefined();
  });

  test('a prediction for it hides older ones, and gives way to newer ones', () => {
    const predictions = new Predictions();
    const leave = (id: string, value: string) =>
      predictions.record({ touches: [id], leaves: { [id]: value }, after: value });
    const seen = () => predictions.outlook([fileId('C:\\a\\b')]);
    leave(fileId('C:\\a\\b'), 'written');
    leave(belowId('C:\\a'), 'gone');
    expect(seen()).toMatchObject({ kind: 'predicted', values: new Map([[fileId('C:\\a\\b'), 'gone']]) });
    leave(fileId('C:\\a\\b'), 'again');
    expect(seen()).toMatchObject({ kind: 'predicted', values: new Map([[fileId('C:\\a\\b'), 'again']]) });
  });
});

/** `peek {key}`: a foreseen value lacks when it was written. */
const peek: HostModule = {
  kind: 'host',
  name: 'peek',
  summary: 'Tells a value and when it was written.',
  platforms: ['posix'],
  params: Type.Object({}),
  reads: ({ key }) => [`key:${key}`],
  touches: () => [],
  foresee: ({ params }, predicted) => ({ value: predicted.get(`key:${params.key}`) ?? null }),
  plan: ({ state }) => ({ steps: [], expected: state, partly: true }),
  result: ({ state }) => ({ state }),
};

test('of a state that is foreseen in part, the known part decides and the rest is known only after', async () => {
  const lab = new Lab('a');
  lab.modules = registry(peek);
  const ran = await lab.run(
    [
      play([
        task('write', 'keep', { key: 'x', value: 'new' }),
        task('look', 'peek', { key: 'x' }, { register: 'seen' }),
        task('value', 'say', { msg: '$seen.state.value' }),
        task('time', 'say', { msg: '$seen.state.time' }),
      ]),
    ],
    { check: true },
  );
  expect(ran.finished.map(({ task: name, result: { status } }) => [name, status])).toEqual([
    ['write', 'changed'],
    ['look', 'ok'],
    ['value', 'ok'],
    ['time', 'unknown'],
  ]);
});
