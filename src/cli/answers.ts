import { GorunError } from '../errors/gorun-error.ts';
import type { Json, JsonObject } from '../json.ts';
import type { PreparedRun } from '../run/prepare.ts';
import type { Asker } from './ask.ts';

/** How often an answer that differs from its confirmation is asked for again. */
const mostTries = 3;

type Question = PreparedRun['playbook']['plays'][number]['prompts'][number];

/**
 * Asks what `vars_prompt` asks, each variable once; what `-e` gives is not asked for. Private answers are secrets from
 * here on. Throws GorunError `cli/no-answer` where nobody is there to answer.
 */
export async function answersFor(
  questions: readonly Question[],
  given: Readonly<Record<string, unknown>>,
  secrets: Pick<PreparedRun['secrets'], 'add'>,
  asker: Asker | undefined,
): Promise<JsonObject> {
  const answers = new Map<string, Json>();
  for (const question of questions) {
    if (answers.has(question.name) || Object.hasOwn(given, question.name)) continue;
    const answer = await answerTo(question, asker);
    if (question.private) secrets.add(answer);
    answers.set(question.name, answer);
  }
  return Object.fromEntries(answers);
}

async function answerTo(question: Question, asker: Asker | undefined): Promise<Json> {
  const { name, text, fallback, position, confirm } = question;
  if (asker?.canAsk !== true) {
    if (fallback !== undefined) return fallback;
    throw new GorunError('cli/no-answer', {
      message: `The play asks for "${name}", and there is no terminal to ask on.`,
      position,
      fix: `Give it: -e ${name}=…, or -e @FILE.`,
    });
  }
  const shown = fallback === undefined || question.private ? '' : ` [${String(fallback)}]`;
  for (let tries = 0; tries < mostTries; tries++) {
    const given = await asker.ask(`${text}${shown}: `, question.private);
    const again = confirm ? await asker.ask(`confirm ${text}: `, question.private) : given;
    if (given === again) return given === '' && fallback !== undefined ? fallback : given;
  }
  throw new GorunError('cli/no-answer', {
    message: `The answers for "${name}" differ.`,
    position,
    fix: `Give it: -e @FILE.`,
  });
}
