import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ExitName } from '../errors/exit-codes.ts';
import { GorunError } from '../errors/gorun-error.ts';
import { didYouMean } from '../errors/suggest.ts';
import { findFiles } from '../lint/find-files.ts';
import { fixed } from '../lint/fix.ts';
import { type Finding, type LintOptions, type LintResult, lint } from '../lint/lint.ts';
import { parseLintFile } from '../lint/read-file.ts';
import type { Rule } from '../lint/rule.ts';
import { rules } from '../lint/rules/all.ts';
import { sarif } from '../lint/sarif.ts';
import { count } from '../report/host-list.ts';
import { type Output, writeLines } from '../report/output.ts';
import { shown, shownJsonLines, shownLines } from '../report/shown.ts';
import { registryFor } from '../run/registry.ts';
import type { LintFlags } from './commands/lint.ts';
import type { Terminal } from './terminal.ts';
import { gorunVersion } from './version.ts';

/** A fix may make room for another; more rounds than this are none. */
const mostRounds = 5;

/** Does what `gorun lint` asks for; how it ended. Throws GorunError. */
export async function lintFiles(
  paths: readonly string[],
  flags: LintFlags,
  terminal: Terminal,
): Promise<ExitName> {
  const { cwd, out, err } = terminal;
  const chosen = chosenRules(flags);
  const files = findFiles(paths, cwd);
  const modules = await registryFor(cwd, cwd, flags.modulePath);
  const rolesPath = flags.rolesPath.map((path) => resolve(cwd, path));
  const options: LintOptions = { cwd, modules, rolesPath, rules: chosen };
  const mended = flags.fix === true ? await fixAll(files, options) : 0;
  const result = await lint(files, options);
  if (flags.format === 'json') writeLines(out, shownJsonLines(result.findings.map(plain)));
  else if (flags.format === 'sarif')
    writeLines(out, shownJsonLines(sarif(result.findings, chosen, gorunVersion())));
  else writeLines(out, textLines(result, out));
  if (flags.format === 'text' || mended > 0)
    writeLines(flags.format === 'text' ? out : err, [summary(result, mended)]);
  if (result.findings.some(({ severity }) => severity === 'error')) return 'playbook';
  return result.findings.length > 0 ? 'lint' : 'success';
}

function chosenRules({ only, skip }: LintFlags): readonly Rule[] {
  const names = rules.map(({ name }) => name);
  const unknown = [...only, ...skip].find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new GorunError('cli/usage', {
      message: `There is no rule "${unknown}".${didYouMean(unknown, names)}`,
      fix: 'See gorun lint --rules.',
    });
  }
  return rules.filter(({ name }) => (only.length === 0 || only.includes(name)) && !skip.includes(name));
}

/** Applies what is safe, round by round, until nothing is left to apply. A text that would not parse is not written. */
async function fixAll(paths: readonly string[], options: LintOptions): Promise<number> {
  let total = 0;
  for (let round = 0; round < mostRounds; round++) {
    const { files, findings } = await lint(paths, options);
    let applied = 0;
    for (const { path, source } of files) {
      const own = findings.filter(({ position }) => position.file === path);
      const { text, count: done } = fixed(source.text, own);
      if (done === 0) continue;
      await parseLintFile(path, text);
      const file = resolve(options.cwd, path);
      // Somebody may have saved it meanwhile.
      if ((await readFile(file, 'utf8')) !== source.text) continue;
      await writeFile(file, text);
      applied += done;
    }
    total += applied;
    if (applied === 0) break;
  }
  return total;
}

function plain({ edits, position, ...finding }: Finding) {
  return { ...position, ...finding, fixable: edits.length > 0 };
}

function textLines({ findings }: LintResult, { colours }: Output): string[] {
  return findings.flatMap(({ position, rule, severity, message, fix, edits, sourceLine }) => {
    const place = shown(`${position.file}:${position.line}:${position.column}`);
    const [first = '', ...rest] = shownLines(message);
    const name = severity === 'error' ? colours.failed(rule) : colours.changed(rule);
    const mend = edits.length > 0 ? colours.faint(' (--fix mends it)') : '';
    return [
      `${colours.strong(place)} ${name} ${first}${mend}`,
      ...rest.map((line) => `  ${line}`),
      ...(sourceLine.trim() === '' ? [] : [colours.faint(`  | ${shownLines(sourceLine.trim())[0] ?? ''}`)]),
      ...(fix === undefined ? [] : [`  fix: ${shown(fix)}`]),
    ];
  });
}

function summary({ files, findings }: LintResult, mended: number): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  const fixable = findings.filter(({ edits }) => edits.length > 0).length;
  const parts = [
    ...(errors > 0 ? [count(errors, 'error')] : []),
    ...(warnings > 0 ? [count(warnings, 'finding')] : []),
    ...(errors + warnings === 0 ? ['nothing to complain about'] : []),
    ...(fixable > 0 ? [`${fixable} of them for --fix`] : []),
    ...(mended > 0 ? [`${mended} mended`] : []),
  ];
  return `${count(files.length, 'file')}: ${parts.join(', ')}`;
}

/** `--rules`: every rule with what it asks for. */
export function ruleLines({ colours }: Output): string[] {
  return rules.flatMap(({ name, doc, why }) => [
    `${colours.strong(name)}: ${doc}`,
    `  ${colours.faint(why)}`,
  ]);
}
