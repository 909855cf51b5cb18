import { type Document, parseDocument, type Tags } from 'yaml';
import { type GorunError, GorunErrors } from '../errors/gorun-error.ts';
import { looksBottomless } from './bottomless.ts';
import { convert } from './convert.ts';
import { errorAt } from './error-at.ts';
import { SourceFile } from './file.ts';
import { deepest, largestFile } from './limits.ts';
import { type SourceNode, toJson } from './node.ts';
import { noVault, openValues, sealedTags } from './open-values.ts';
import { readText } from './read-text.ts';
import { syntaxError } from './syntax-error.ts';
import { isSealed, type Vault } from './vault.ts';

/**
 * Parses YAML 1.2 (core schema: `yes` is a text, `0o17` an octal number). Encrypted values are errors here;
 * what people wrote into files is read by {@link parseSource}.
 *
 * @returns Undefined for a file with no content.
 * @throws GorunErrors with everything that is wrong in the file.
 */
export function parseYaml(text: string, path: string): SourceNode | undefined {
  const file = new SourceFile(path, text);
  return withinStack(file, () => convert(file, documentOf(file, [])));
}

/**
 * As {@link parseYaml}, of a text that may be encrypted, as a whole or in single values (`!vault`). All values that
 * cannot be decrypted are told at once.
 *
 * @param vault Without it what is encrypted is told as `vault/no-key`.
 * @throws GorunErrors with everything that is wrong in the file.
 */
export async function parseSource(
  text: string,
  path: string,
  vault: Vault = noVault,
): Promise<SourceNode | undefined> {
  const file = await openFile(text, path, vault);
  const document = withinStack(file, () => documentOf(file, sealedTags));
  const opened = await openValues(file, document, vault);
  const node = withinStack(file, () => convert(file, document, opened));
  if (file.hidden && node !== undefined) vault.hide(toJson(node));
  return node;
}

/** The text of a file in clear. Throws GorunError `vault/*`. */
export async function openFile(text: string, path: string, vault: Vault = noVault): Promise<SourceFile> {
  const file = new SourceFile(path, text);
  return isSealed(text) ? new SourceFile(path, await vault.open(text, file.place(0)), true) : file;
}

function withinStack<T>(file: SourceFile, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw cause instanceof RangeError ? tooDeep(file) : cause;
  }
}

function documentOf(file: SourceFile, customTags: Tags): Document.Parsed {
  const { text } = file;
  if (text.length > largestFile) {
    throw new GorunErrors([errorAt(file.place(0), 'source/too-large', 'The text is too large.')]);
  }
  if (looksBottomless(text)) throw tooDeep(file);
  // Unique keys are checked in convert(): this library compares every key with every other.
  const document = parseDocument(text, {
    version: '1.2',
    uniqueKeys: false,
    prettyErrors: false,
    customTags: (tags) => [...tags, ...customTags],
  });
  const wrong = [...document.errors, ...document.warnings];
  // The library recurses; thousands of nested brackets end its stack, which it reports as one more syntax error.
  if (wrong.some((error) => /call stack|stack overflow/i.test(error.message))) throw tooDeep(file);
  if (wrong.length > 0)
    throw new GorunErrors(firstOfEachLine(wrong.map((error) => syntaxError(file, error))));
  return document;
}

function tooDeep(file: SourceFile): GorunErrors {
  const message = `The file is nested more than ${deepest} levels deep.`;
  return new GorunErrors([errorAt(file.place(0), 'source/too-large', message, 'Make it flatter.')]);
}

/** What follows an error in the same line is mostly its consequence. */
function firstOfEachLine(errors: readonly GorunError[]): readonly GorunError[] {
  const lines = new Set<number | undefined>();
  return errors.filter((error) => {
    const line = error.position?.line;
    return lines.has(line) ? false : lines.add(line);
  });
}

/** Reads and parses a YAML file, which may be encrypted. Throws GorunError for the file, GorunErrors for its content. */
export async function readYaml(path: string, vault?: Vault): Promise<SourceNode | undefined> {
  return parseSource(await readText(path), path, vault);
}
