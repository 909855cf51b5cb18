import { namesSecret } from '../connection/variables/secrets.ts';
import { GorunError, GorunErrors } from '../errors/gorun-error.ts';
import type { ModuleRegistry } from '../module/contract.ts';
import { loadPlaybook } from '../playbook/load.ts';
import type { Position } from '../position.ts';
import type { LintFile } from './lint-file.ts';
import { noqaComments } from './noqa.ts';
import { closedVault, readLintFile } from './read-file.ts';
import type { Edit, LintContext, Rule } from './rule.ts';
import { Words } from './words.ts';

/** One thing that is not as it should be. */
export interface Finding {
  /** A rule, or the code of an error. */
  readonly rule: string;
  /** `error`: gorun would not run it. */
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly position: Position;
  readonly sourceLine: string;
  readonly fix?: string;
  readonly edits: readonly Edit[];
}

/** What is linted, and how. */
export interface LintOptions {
  readonly cwd: string;
  readonly modules: ModuleRegistry;
  readonly rules: readonly Rule[];
  readonly rolesPath?: readonly string[];
}

/** What came of it. */
export interface LintResult {
  readonly files: readonly LintFile[];
  /** In the order of files and lines. */
  readonly findings: readonly Finding[];
}

/** Lints files: errors that would stop a run, and what the rules find. Throws only for what is no fault of the files. */
export async function lint(paths: readonly string[], options: LintOptions): Promise<LintResult> {
  const files: LintFile[] = [];
  const findings: Finding[] = [];
  for (const path of paths) {
    const file = await collecting(path, findings, () => readLintFile(path, options.cwd));
    if (file !== undefined) files.push(file);
  }
  const words = new Words();
  for (const { source } of files) words.add(source.text);
  const context: LintContext = {
    modules: options.modules,
    isWritten: (name, times) => words.count(name) > times,
  };
  for (const file of files) {
    if (file.kind === 'playbook') {
      const { modules, cwd, rolesPath = [] } = options;
      await collecting(file.path, findings, () =>
        loadPlaybook(file.path, { modules, cwd, rolesPath, vault: closedVault }),
      );
    }
    findings.push(...ruleFindings(file, options.rules, context));
  }
  return { files, findings: inOrder(findings.map(withoutPasswords), paths) };
}

/** Findings go to the logs of others: a line with a password on it does not. */
function withoutPasswords(finding: Finding): Finding {
  return namesSecret(finding.sourceLine) ? { ...finding, sourceLine: '' } : finding;
}

/** What the rules find in one file, without what its comments switch off. */
export function ruleFindings(
  file: LintFile,
  rules: readonly Rule[],
  context: LintContext,
): readonly Finding[] {
  const comments = noqaComments(file.source.text);
  const isOff = (rule: string, line: number): boolean =>
    comments.some(
      (noqa) =>
        (noqa.line === line || noqa.line === taskLine(file, line)) &&
        (noqa.rules.length === 0 || noqa.rules.includes(rule)),
    );
  return rules
    .filter(({ of: kind }) => kind === undefined || file.kind !== 'playbook' || kind !== 'inventory')
    .flatMap((rule) =>
      [...rule.check(file, context)].map(
        ({ place, message, edits = [] }): Finding => ({
          rule: rule.name,
          severity: 'warning',
          message,
          position: place.position,
          sourceLine: place.sourceLine,
          edits,
        }),
      ),
    )
    .filter(({ rule, position }) => rule === 'known-noqa' || !isOff(rule, position.line));
}

/** The first line of the task that a line belongs to. */
function taskLine({ tasks }: LintFile, line: number): number | undefined {
  const starts = tasks.map(({ node }) => node.place.position.line).filter((start) => start <= line);
  return starts.length === 0 ? undefined : Math.max(...starts);
}

async function collecting<T>(
  path: string,
  findings: Finding[],
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    const errors =
      error instanceof GorunErrors ? error.errors : error instanceof GorunError ? [error] : undefined;
    if (errors === undefined) throw error;
    for (const one of errors) {
      const { code, message, fix, sourceLine = '' } = one;
      const position = one.position ?? { file: path, line: 1, column: 1 };
      const known = findings.some((each) => each.message === message && samePlace(each.position, position));
      if (!known)
        findings.push({ rule: code, severity: 'error', message, fix, position, sourceLine, edits: [] });
    }
    return undefined;
  }
}

function samePlace(a: Position, b: Position): boolean {
  return a.file === b.file && a.line === b.line && a.column === b.column;
}

function inOrder(findings: readonly Finding[], paths: readonly string[]): readonly Finding[] {
  const rank = (file: string): number => (paths.includes(file) ? paths.indexOf(file) : paths.length);
  return findings.toSorted(
    (a, b) =>
      rank(a.position.file) - rank(b.position.file) ||
      a.position.line - b.position.line ||
      a.position.column - b.position.column,
  );
}
