import { parseDocument } from 'yaml';
import { type GorunError, GorunErrors } from '../errors/gorun-error.ts';
import { looksBottomless } from './bottomless.ts';
import { convert } from './convert.ts';
import { errorAt } from './error-at.ts';
import { SourceFile } from './file.ts';
import { deepest, largestFile } from './limits.ts';
import type { SourceNode } from './node.ts';
import { readText } from './read-text.ts';
import { syntaxError } from './syntax-error.ts';

/**
 * Parses YAML 1.2 (core schema: `yes` is a text, `0o17` an octal number).
 *
 * @returns Undefined for a file with no content.
 * @throws GorunErrors with everything that is wrong in the file.
 */
export function parseYaml(text: string, path: string): SourceNode | undefined {
  const file = new SourceFile(path, text);
  if (text.length > largestFile) {
    throw new GorunErrors([errorAt(file.place(0), 'source/too-large', 'The text is too large.')]);
  }
  if (looksBottomless(text)) throw tooDeep(file);
  try {
    // Unique keys are checked in convert(): this library compares every key with every other.
    const document = parseDocument(text, { version: '1.2', uniqueKeys: false, prettyErrors: false });
    const wrong = [...document.errors, ...document.warnings];
    // The library recurses; thousands of nested brackets end its stack, which it reports as one more syntax error.
    if (wrong.some((error) => /call stack|stack overflow/i.test(error.message))) throw tooDeep(file);
    if (wrong.length > 0)
      throw new GorunErrors(firstOfEachLine(wrong.map((error) => syntaxError(file, error))));
    return convert(file, document);
  } catch (cause) {
    throw cause instanceof RangeError ? tooDeep(file) : cause;
  }
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

/** Reads and parses a YAML file. Throws GorunError for the file, GorunErrors for its content. */
export async function readYaml(path: string): Promise<SourceNode | undefined> {
  return parseYaml(await readText(path), path);
}
