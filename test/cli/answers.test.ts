import { expect, it } from 'vitest';
import { answersFor } from '../../src/cli/answers.ts';
import { Redactor } from '../../src/secrets/redactor.ts';

const position = { file: 'play.yml', line: 3, column: 5 };
const question = { position, name: 'v', text: 'Which?', private: false, fallback: undefined, confirm: false };

/** What is asked, with these answers ready. */
async function asked(prompts: readonly object[], given: readonly string[], extraVars = {}) {
  const questions: string[] = [];
  const secrets = new Redactor();
  const ready = [...given];
  const answers = await answersFor(
    prompts.map((prompt) => ({ ...question, ...prompt })),
    extraVars,
    secrets,
    {
      canAsk: given.length > 0,
      ask: async (text, hidden = false) => {
        questions.push(hidden ? `${text}(hidden)` : text);
        return ready.shift() ?? '';
      },
    },
  );
  return { answers, questions, shown: secrets.text(given.join(' ')) };
}

it('asks each variable once, and not what -e gives', async () => {
  expect(
    await asked([{}, {}, { name: 'w', text: 'w' }, { name: 'given' }], ['1', '2'], { given: 1 }),
  ).toMatchObject({
    answers: { v: '1', w: '2' },
    questions: ['Which?: ', 'w: '],
  });
});

it('takes the default for an empty answer, and shows it unless it is private', async () => {
  expect(await asked([{ fallback: 7 }], [''])).toMatchObject({
    answers: { v: 7 },
    questions: ['Which? [7]: '],
  });
  expect((await asked([{ fallback: 'x', private: true }], [''])).questions).toEqual(['Which?: (hidden)']);
});

it('keeps a private answer secret', async () => {
  expect((await asked([{ private: true }], ['hunter2!'])).shown).toBe('********');
});

it('asks again until both answers are the same', async () => {
  const answers = await asked([{ confirm: true }], ['a', 'b', 'c', 'c']);
  expect(answers).toMatchObject({ answers: { v: 'c' } });
  expect(answers.questions).toHaveLength(4);
  await expect(asked([{ confirm: true }], ['a', 'b', 'c', 'd', 'e', 'f'])).rejects.toMatchObject({
    code: 'cli/no-answer',
  });
});

it('says what to do where there is no terminal', async () => {
  expect((await asked([{ fallback: 'x' }], [])).answers).toEqual({ v: 'x' });
  await expect(asked([{}], [])).rejects.toMatchObject({
    code: 'cli/no-answer',
    position,
    fix: expect.stringContaining('-e v='),
  });
});
