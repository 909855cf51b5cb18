import { resolve } from 'node:path';
import { GorunError, GorunErrors } from '../errors/gorun-error.ts';
import type { Layer } from '../expression/types.ts';
import type { Json } from '../json.ts';
import type { SourceFile } from '../source/file.ts';
import type { SourceNode } from '../source/node.ts';
import { openFile, parseYaml, readYaml } from '../source/parse-yaml.ts';
import { readText } from '../source/read-text.ts';
import type { Vault } from '../source/vault.ts';
import { Findings } from './findings.ts';
import { setVar, type Vars } from './raw.ts';
import type { InventoryWarning } from './types.ts';
import { compiledVariable, jsonVariable, variableOf } from './variables.ts';
import { asJson } from './yaml-1-1.ts';

/** What all `-e` together say. */
export interface ExtraVars {
  /** Later ones over earlier ones; templates are rendered like those of an inventory. */
  readonly vars: Layer;
  readonly warnings: readonly InventoryWarning[];
}

/**
 * Reads `-e`: `name=value …` (values are texts), a mapping in braces as JSON or YAML, or `@FILE`.
 * @param cwd relative names of files start here
 * @throws GorunError `cli/usage`, `source/unreadable`; GorunErrors with all that is wrong in a file
 */
export async function extraVars(texts: readonly string[], cwd: string, vault?: Vault): Promise<ExtraVars> {
  const findings = new Findings();
  const vars: Vars = {};
  for (const text of texts) {
    const each = await layerOf(text, cwd, findings, vault);
    for (const name of Object.keys(each)) setVar(vars, name, each[name]);
  }
  if (findings.problems.length > 0) throw new GorunErrors(findings.problems);
  return { vars, warnings: findings.warnings };
}

async function layerOf(text: string, cwd: string, findings: Findings, vault?: Vault): Promise<Layer> {
  if (text.startsWith('@')) {
    const path = resolve(cwd, text.slice(1));
    return mappingOf(
      await openFile(await readText(path), path, vault),
      await readYaml(path, vault),
      text,
      findings,
    );
  }
  if (!text.trimStart().startsWith('{')) return keyValues(text, findings);
  try {
    return mappingOf({ text }, parseYaml(text, '-e'), '-e {…}', findings);
  } catch (error) {
    if (!(error instanceof GorunErrors)) throw error;
    throw wrong('-e {…}', `this is neither JSON nor YAML: ${error.errors[0]?.message ?? ''}`, error);
  }
}

function mappingOf(
  { text }: Pick<SourceFile, 'text'>,
  root: SourceNode | undefined,
  shown: string,
  findings: Findings,
): Layer {
  if (root === undefined) return {};
  if (root.kind !== 'map') throw wrong(shown, 'it must hold a mapping of names to values');
  const isJson = asJson(text) !== undefined;
  const read = (node: SourceNode) => (isJson ? compiledVariable(node, findings) : variableOf(node, findings));
  const layer: Vars = {};
  for (const { key, value } of root.entries) setVar(layer, key, read(value));
  return layer;
}

/** Splits `a=1 b='x y'` at spaces outside of quotes. Values are texts: a version like 1.20 is no number. */
function keyValues(text: string, findings: Findings): Layer {
  const layer: Vars = {};
  const word = /\s*([A-Za-z_]\w*)=((?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'])*)(?=\s|$)/gy;
  let end = 0;
  for (const found of text.matchAll(word)) {
    const [whole, name = '', raw = ''] = found;
    const place = { position: { file: `-e ${name}`, line: 1, column: 1 }, sourceLine: '' };
    setVar(layer, name, jsonVariable(unquoted(raw), place, findings));
    end = found.index + whole.length;
  }
  const rest = text.slice(end).trim();
  // What stands behind = may be a secret.
  const shown = rest.replace(/=.*/s, '=…');
  if (end === 0 || rest !== '')
    throw wrong(`-e ${shown}`, 'this is not name=value, or a quote is not closed');
  return layer;
}

function unquoted(raw: string): Json {
  return raw.replace(/"((?:[^"\\]|\\.)*)"|'([^']*)'/g, (_, double?: string, single?: string) =>
    double === undefined ? (single ?? '') : double.replace(/\\(["\\])/g, '$1'),
  );
}

function wrong(shown: string, why: string, cause?: unknown): GorunError {
  return new GorunError('cli/usage', {
    message: `${shown}: ${why}`,
    fix: 'Write -e name=value, -e \'{"name": value}\' or -e @file.yml.',
    cause,
  });
}
