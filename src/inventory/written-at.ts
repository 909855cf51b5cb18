import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../json.ts';
import type { Place, SourceFile } from '../source/file.ts';
import { type SourceNode, toJson } from '../source/node.ts';
import { openFile, parseSource } from '../source/parse-yaml.ts';
import { readText } from '../source/read-text.ts';
import type { Vault } from '../source/vault.ts';
import { findSources } from './find.ts';
import { iniValue } from './ini-value.ts';
import type { InventoryOptions } from './load.ts';
import { isIni } from './read-source.ts';
import type { InventoryHost } from './types.ts';
import { VarsFolder, type VarsKind } from './vars-paths.ts';
import { asYaml11 } from './yaml-1-1.ts';

/** A variable of a host, and the value that it has there. */
export interface WrittenValue {
  readonly host: InventoryHost;
  readonly variable: string;
  readonly value: Json;
}

/**
 * Where the value that a host has of a variable is written. The files are read again: variables do not carry their places, for a
 * fleet has hundreds of thousands of them, and this is asked for an error's sake only.
 * @returns undefined where it cannot be told (a script, a value put together from others)
 */
export async function writtenAt(
  wanted: WrittenValue,
  inventories: readonly string[],
  { cwd, playbookFolder, vault }: InventoryOptions,
): Promise<Place | undefined> {
  const found = inventories.map((name) => findSources(name, cwd)).toReversed();
  const folders = [playbookFolder, ...found.flatMap(({ varsFolder }) => varsFolder ?? [])];
  const varsFiles = (kind: VarsKind, names: readonly string[]) =>
    folders
      .flatMap((folder) => names.flatMap((name) => new VarsFolder(folder, kind).paths(name)))
      .toReversed();
  const sources = found.flatMap(({ sources }) => sources.flatMap((one) => ('path' in one ? [one.path] : [])));
  const files = [
    ...varsFiles('host_vars', [wanted.host.name]),
    ...sources,
    ...varsFiles('group_vars', wanted.host.groups.toReversed()),
  ];
  for (const path of files) {
    const place = await inFile(path, wanted, vault).catch(() => undefined);
    if (place !== undefined) return place;
  }
  return undefined;
}

async function inFile(path: string, wanted: WrittenValue, vault?: Vault): Promise<Place | undefined> {
  const text = await readText(path);
  const file = await openFile(text, path, vault);
  if (isIni(file)) return inIni(file, wanted);
  const root = await parseSource(text, path, vault);
  return root === undefined ? undefined : (inNode(root, wanted, true) ?? inNode(root, wanted, false));
}

/** @param below only what stands below a key of the host's name counts */
function inNode(node: SourceNode, wanted: WrittenValue, below: boolean): Place | undefined {
  if (node.kind !== 'map') return undefined;
  for (const { key, value } of node.entries) {
    const isIt = !below && key === wanted.variable && isDeepStrictEqual(plain(value), wanted.value);
    const place = isIt ? value.place : inNode(value, wanted, below && key !== wanted.host.name);
    if (place !== undefined) return place;
  }
  return undefined;
}

const plain = (node: SourceNode): Json => toJson(asYaml11(node, () => {}));

function inIni(file: SourceFile, { host, variable, value }: WrittenValue): Place | undefined {
  let offset = 0;
  const found = file.text.split('\n').flatMap((line) => {
    const start = offset;
    offset += line.length + 1;
    const column = /^\s*[#;]/.test(line) ? undefined : columnOf(line, variable, value);
    return column === undefined ? [] : [{ line, place: file.place(start + column) }];
  });
  const own = found.find(({ line }) => line.trimStart().startsWith(`${host.name} `));
  return (own ?? found[0])?.place;
}

/** Where NAME=VALUE of that name has that value in a line. */
function columnOf(line: string, variable: string, value: Json): number | undefined {
  const [before = '', ...rest] = line.split(/(?<=[^\s=])\s*=\s*/);
  let left = before;
  for (const right of rest) {
    // Beside a host the next NAME= ends the value; in [group:vars] it reaches to the end of the line.
    const words = [right.trim(), right.replace(/\s\S*$/, '').trim(), right.split(/\s/)[0] ?? ''];
    const isIt = left.split(/\s/).at(-1) === variable;
    if (isIt && words.some((word) => isDeepStrictEqual(iniValue(word), value)))
      return line.indexOf(right, line.indexOf(variable) + variable.length);
    left = right;
  }
  return undefined;
}
