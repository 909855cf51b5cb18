import { didYouMean } from '../../errors/suggest.ts';
import { type TestName, testNames } from '../template/helpers/tests.ts';
import { NoForm } from './expression.ts';

/** Fields of a task's result that Ansible asks for with a test. */
export const resultTests: Readonly<Record<string, string>> = {
  failed: 'failed',
  failure: 'failed',
  changed: 'changed',
  change: 'changed',
  skipped: 'skipped',
  skip: 'skipped',
  unreachable: 'unreachable',
};

/** Tests that say that a result did not fail. */
export const successTests = new Set(['succeeded', 'success', 'successful']);

const others: Readonly<Record<string, TestName>> = {
  eq: 'equalto',
  '==': 'equalto',
  sameas: 'equalto',
  '!=': 'ne',
  '<': 'lt',
  lessthan: 'lt',
  '<=': 'le',
  '>': 'gt',
  greaterthan: 'gt',
  '>=': 'ge',
  regex: 'search',
  sequence: 'list',
  iterable: 'list',
  issubset: 'subset',
  issuperset: 'superset',
  version_compare: 'version',
};

/** The name here of a test of Jinja or Ansible. */
function testNameOf(name: string): TestName | undefined {
  return testNames.find((one) => one === name) ?? (Object.hasOwn(others, name) ? others[name] : undefined);
}

/** What to do instead of tests that look at the controller's files or at tasks that run in the background. */
const absentTests: Readonly<Record<string, string>> = {
  file: 'Templates and conditions do not look at the file system; register the result of the module stat.',
  exists: 'Templates and conditions do not look at the file system; register the result of the module stat.',
  directory:
    'Templates and conditions do not look at the file system; register the result of the module stat.',
  link: 'Templates and conditions do not look at the file system; register the result of the module stat.',
  finished: 'Tasks do not run in the background here; a task is finished when the next one begins.',
  started: 'Tasks do not run in the background here; a task is finished when the next one begins.',
  vault_encrypted: 'Values of a vault are decrypted when they are read.',
};

/** The name of a test here. Throws NoForm. */
export function testOrNoForm(name: string): string {
  const test = testNameOf(name);
  if (test !== undefined) return test;
  const absent = Object.hasOwn(absentTests, name) ? absentTests[name] : undefined;
  throw new NoForm(absent ?? `There is no test "${name}".${didYouMean(name, testNames)}`);
}
