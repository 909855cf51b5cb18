import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { GorunError, GorunErrors } from '../../errors/gorun-error.ts';
import { readText } from '../../source/read-text.ts';
import { checkYaml } from '../checked-yaml/checked-yaml.ts';
import { type Case, caseFileSchema, expectationKeys } from './case-schema.ts';

/** Keys that mean nothing without another one. */
const companions = {
  fix: ['refused'],
  detail: ['refused'],
  expected: ['steps'],
  leaves: ['steps'],
  warnings: ['steps'],
  foreseen: ['predicted'],
  sleeps: ['gives'],
  data: ['result'],
  conditions: ['gives'],
  variables: ['gives'],
  files: ['gives'],
  check: ['gives'],
} as const satisfies Partial<Record<keyof Case, readonly (keyof Case)[]>>;

/** Expectations that exclude each other: a module that refuses has no steps. */
const exclusive: readonly (keyof Case)[] = ['invalid', 'refused', 'steps', 'gives'];

/**
 * The cases of a module, from `cases/*.yml` in its folder. Throws GorunErrors for files that are not of the format, and
 * for a case that could not fail: without an expectation, with a key that nothing reads, or with a name given twice.
 */
export async function readCases(folder: string): Promise<readonly Case[]> {
  const files = await readdir(join(folder, 'cases')).catch((): string[] => []);
  const texts = files.toSorted().map(async (name) => {
    const file = join(folder, 'cases', name);
    if (!name.endsWith('.yml')) {
      const position = { file, line: 1, column: 1 };
      throw new GorunError('module/definition', {
        message: `Cases are *.yml; nothing reads ${name}.`,
        position,
      });
    }
    return { file, text: await readText(file) };
  });
  const cases = (await Promise.all(texts)).flatMap(({ file, text }) => parseCases(text, file));
  const twice = cases.find((one, index) => cases.findIndex((other) => other.name === one.name) !== index);
  if (twice === undefined) return cases;
  throw new GorunErrors([
    new GorunError('module/definition', { message: `Two cases of ${folder} are named "${twice.name}".` }),
  ]);
}

/** Parses one file of cases. Throws GorunErrors. */
export function parseCases(text: string, file: string): readonly Case[] {
  const { value: cases, wrong } = checkYaml(text, file, caseFileSchema);
  const errors = cases.flatMap((one, index) => {
    const problem = caseProblem(one);
    return problem === undefined ? [] : [wrong(`/${index}`, `Case "${one.name}" ${problem}.`)];
  });
  if (errors.length > 0) throw new GorunErrors(errors);
  return cases;
}

function caseProblem(one: Case): string | undefined {
  const has = (key: string) => Object.hasOwn(one, key);
  if (!expectationKeys.some(has)) return `expects nothing; add one of ${expectationKeys.join(', ')}`;
  const [first, second] = exclusive.filter(has);
  if (second !== undefined) return `expects both ${first} and ${second}`;
  const orphan = Object.entries(companions).find(([key, needs]) => has(key) && !needs.some(has));
  if (orphan !== undefined) return `has ${orphan[0]} without ${orphan[1].join(' or ')}`;
  if (has('predicted') && !has('foreseen') && !has('steps') && !has('refused'))
    return 'has predicted but expects nothing of it';
  return undefined;
}
