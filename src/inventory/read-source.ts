import { extname } from 'node:path';
import type { Json } from '../json.ts';
import type { Position } from '../position.ts';
import type { SourceFile } from '../source/file.ts';
import type { SourceNode } from '../source/node.ts';
import { openFile, parseSource } from '../source/parse-yaml.ts';
import { readPlainYaml } from '../source/plain/read.ts';
import { readText } from '../source/read-text.ts';
import type { Vault } from '../source/vault.ts';
import type { InventorySource } from './find.ts';
import type { Findings } from './findings.ts';
import { hostPattern } from './host-pattern.ts';
import { readIni } from './ini.ts';
import { InvalidRange } from './ranges.ts';
import type { RawInventory } from './raw.ts';
import { isScript, readScript } from './script.ts';
import type { ScriptLimits } from './script-process.ts';
import { compiledVariable, jsonVariable, variableOf } from './variables.ts';
import { readYamlInventory } from './yaml.ts';
import { asJson } from './yaml-1-1.ts';

/** Reads one source into `raw`. What is wrong in it is found all at once; throws GorunError for a file that cannot be read. */
export async function readSource(
  source: InventorySource,
  raw: RawInventory,
  findings: Findings,
  limits: ScriptLimits,
  vault?: Vault,
): Promise<void> {
  if (source.kind === 'names') {
    for (const name of source.names) readName(name, raw, findings);
    return;
  }
  if (await isScript(source.path)) {
    await readScript(source.path, raw, findings, limits);
    return;
  }
  const written = await readText(source.path);
  const file = await openFile(written, source.path, vault);
  if (isIni(file)) readIniFile(file, raw, findings, vault);
  else readYamlFile(file, await rootOf(file, written, vault), raw, findings);
}

function readIniFile(
  { path: file, text, hidden }: SourceFile,
  raw: RawInventory,
  findings: Findings,
  vault?: Vault,
): void {
  const lines = hidden ? [] : text.split(/\r?\n/);
  const placeOf = (position: Position) => ({ position, sourceLine: lines[position.line - 1] ?? '' });
  const variable = (value: Json, position: Position) => {
    if (hidden) vault?.hide(value);
    return jsonVariable(value, placeOf(position), findings);
  };
  readIni(text, raw, {
    file,
    variable,
    problem: (position, message, fix) => findings.problem(placeOf(position), message, fix),
    warning: (position, message, fix) => findings.warn(placeOf(position), message, fix),
  });
}

async function rootOf(
  { hidden, path }: SourceFile,
  written: string,
  vault: Vault | undefined,
): Promise<SourceNode | undefined> {
  return (hidden ? undefined : readPlainYaml(written, path)) ?? (await parseSource(written, path, vault));
}

function readYamlFile(
  { text }: SourceFile,
  root: SourceNode | undefined,
  raw: RawInventory,
  findings: Findings,
): void {
  if (root === undefined) return;
  const isJson = asJson(text) !== undefined;
  readYamlInventory(root, raw, {
    variable: (node) => (isJson ? compiledVariable(node, findings) : variableOf(node, findings)),
    problem: (place, message, fix) => findings.problem(place, message, fix),
  });
}

/** A host that was written on the command line. */
function readName(name: string, raw: RawInventory, findings: Findings): void {
  const position = { file: '-i', line: 1, column: 1 };
  try {
    raw.addHosts(raw.group('ungrouped', position), hostPattern(name), {});
  } catch (error) {
    if (!(error instanceof InvalidRange)) throw error;
    findings.problem({ position, sourceLine: name }, error.message);
  }
}

/** By its ending; a file without one is INI where its first meaningful line looks like it. */
export function isIni({ path, text }: SourceFile): boolean {
  const ending = extname(path).toLowerCase();
  if (ending === '.ini') return true;
  if (['.yml', '.yaml', '.json'].includes(ending)) return false;
  const first = text.split('\n').find((line) => line.trim() !== '' && !/^\s*[#;]/.test(line)) ?? '';
  return !/^(---|\{|[\w.-]+:\s*(#.*)?$)/.test(first.trim());
}
