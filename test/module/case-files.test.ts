import { describe, expect, test } from 'vitest';
import { parseCases } from '../../src/module/cases/read-cases.ts';
import { runCase } from '../../src/module/cases/run-case.ts';
import { paramsChecker } from '../../src/module/check/params-checker.ts';
import type { LoadedModule } from '../../src/module/contract.ts';
import { change, defineHostModule, parseAs, refuse, Type } from '../../src/module/sdk.ts';

function wrong(text: string): string {
  try {
    parseCases(text, 'plan.yml');
  } catch (error) {
    return error instanceof AggregateError
      ? error.errors.map((one) => `${one.position.line}: ${one.message}`).join('\n')
      : String(error);
  }
  return 'accepted';
}

describe('a case file is refused', () => {
  test.each([
    ['without cases', '[]', '1: '],
    ['when it is empty', '', '1: '],
    [
      'with a case that expects nothing',
      '- name: a\n  params: {}\n  state: {}',
      '1: Case "a" expects nothing',
    ],
    ['with a key that nothing reads', '- name: a\n  steps: []\n  step: []', '3: unknown key "step"'],
    ['with a step that has no action', '- name: a\n  steps: [{ args: {} }]', 'key "action" is missing'],
    [
      'with a misspelt part of a step',
      '- name: a\n  steps: [{ action: x, arg: {} }]',
      '2: unknown key "arg"',
    ],
    [
      'with a change that is no pair',
      '- name: a\n  steps: [{ action: x, changes: { v: 1 } }]',
      'v must be list',
    ],
    [
      'with two outcomes that exclude each other',
      '- name: a\n  steps: []\n  refused: no',
      '1: Case "a" expects both refused and steps',
    ],
    ['with a fix but no refusal', '- name: a\n  steps: []\n  fix: x', '1: Case "a" has fix without refused'],
    [
      'with a prediction of which nothing is expected',
      '- name: a\n  predicted: {}\n  reads: []',
      'has predicted but expects nothing of it',
    ],
    [
      'with an empty text to look for',
      "- name: a\n  refused: ''",
      'refused must NOT have fewer than 1 characters',
    ],
  ])('%s', (_what, text, message) => {
    expect(wrong(text)).toContain(message);
  });
});

const definition = defineHostModule({
  name: 'x',
  summary: 'x',
  platforms: ['windows'],
  params: Type.Object({ n: Type.Integer(), broken: Type.Boolean({ default: false }) }),
  parseState: parseAs(Type.Object({ n: Type.Integer() })),
  plan({ params, state }) {
    if (params.n < 0) return refuse('n is below zero', 'Give more.');
    if (state.n === params.n && !params.broken) return { steps: [], expected: state };
    const undo = { action: 'set', args: { n: state.n }, title: 'back' };
    return {
      steps: [
        {
          action: 'set',
          args: { n: params.n },
          title: 'set',
          changes: [change('n', state.n, params.n)],
          undo,
        },
      ],
      expected: { n: params.n },
    };
  },
});
const module: LoadedModule = {
  definition,
  scripts: {},
  folder: undefined,
  check: paramsChecker(definition.params),
};

async function differences(text: string): Promise<string> {
  const found = await Promise.all(parseCases(text, 'plan.yml').map((one) => runCase(module, one)));
  return found.flat().join('\n');
}

describe('a case fails', () => {
  test.each([
    ['when there are more steps than it says', 'params: { n: 1 }\n  state: { n: 0 }\n  steps: []', 'steps:'],
    ['when there are fewer', 'params: { n: 1 }\n  state: { n: 1 }\n  steps: [{ action: set }]', 'steps:'],
    [
      'when an argument differs',
      'params: { n: 1 }\n  state: { n: 0 }\n  steps: [{ action: set, args: { n: 2 } }]',
      'step 1 (set) args:',
    ],
    [
      'when a change differs',
      'params: { n: 1 }\n  state: { n: 0 }\n  steps: [{ action: set, changes: { n: [5, 1] } }]',
      'step 1 (set) changes:',
    ],
    [
      'when an undo differs',
      'params: { n: 1 }\n  state: { n: 0 }\n  steps: [{ action: set, undo: { action: set, args: { n: 9 } } }]',
      'undo args:',
    ],
    [
      'when there is an undo and it says none',
      'params: { n: 1 }\n  state: { n: 0 }\n  steps: [{ action: set, undo: null }]',
      'undo:',
    ],
    [
      'when the module refuses',
      'params: { n: -1 }\n  state: { n: 0 }\n  steps: [{ action: set }]',
      'n is below zero',
    ],
    ['when the module does not refuse', 'params: { n: 1 }\n  state: { n: 0 }\n  refused: below', 'refused:'],
    [
      'when it refuses with other words',
      'params: { n: -1 }\n  state: { n: 0 }\n  refused: above',
      'expected a text with "above"',
    ],
    ['when the params are wrong', 'params: { n: x }\n  state: { n: 0 }\n  steps: []', 'n must be integer'],
    [
      'when the params are right and it says not',
      'params: { n: 1 }\n  invalid: n',
      'the params are accepted',
    ],
    ['when a state is missing', 'params: { n: 1 }\n  steps: []', 'steps needs a state'],
    [
      'when a second run would change something',
      'params: { n: 1, broken: true }\n  state: { n: 0 }\n  steps: [{ action: set }]',
      'a second run must change nothing',
    ],
    [
      'when a controller is expected of a host module',
      'params: { n: 1 }\n  gives: {}',
      'gives cannot be expected',
    ],
    [
      'when it foresees and the module cannot',
      'params: { n: 1 }\n  state: { n: 0 }\n  predicted: { a: 1 }\n  steps: []',
      'cannot tell',
    ],
  ])('%s', async (_what, text, message) => {
    expect(await differences(`- name: a\n  ${text}`)).toContain(message);
  });

  test('and passes when all is as it says', async () => {
    const text =
      'params: { n: 1 }\n  state: { n: 0 }\n  expected: { n: 1 }\n  steps: [{ action: set, changes: { n: [0, 1] }, undo: { action: set, args: { n: 0 } } }]';
    expect(await differences(`- name: a\n  ${text}`)).toBe('');
  });

  test('a state that the module does not know is thrown, not compared', async () => {
    await expect(
      differences('- name: a\n  params: { n: 1 }\n  state: { m: 0 }\n  steps: []'),
    ).rejects.toThrow('unknown property "m"');
  });
});
