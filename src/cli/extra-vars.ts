import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { GorunError } from '../errors/gorun-error.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';

function wrong(text: string, why: string, cause?: unknown): GorunError {
  return new GorunError('cli/usage', {
    message: `-e ${text}: ${why}`,
    fix: 'Write -e name=value, -e \'{"name": value}\' or -e @file.yml.',
    cause,
  });
}

/** Splits `a=1 b='x y'` at spaces outside of quotes. Values are strings: a version like 1.20 is no number. */
export function keyValues(text: string): JsonObject {
  const values: Record<string, Json> = {};
  const word = /\s*([A-Za-z_]\w*)=((?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'])*)(?=\s|$)/gy;
  let end = 0;
  for (const found of text.matchAll(word)) {
    const [whole, name = '', raw = ''] = found;
    values[name] = raw.replace(/"((?:[^"\\]|\\.)*)"|'([^']*)'/g, (_, double?: string, single?: string) =>
      double === undefined ? (single ?? '') : double.replace(/\\(["\\])/g, '$1'),
    );
    end = found.index + whole.length;
  }
  if (end === 0 || text.slice(end).trim() !== '') throw wrong(text, 'this is not name=value');
  return values;
}

async function fromFile(text: string): Promise<JsonObject> {
  const path = text.slice(1);
  let content: string;
  try {
    content = await readFile(path, 'utf8');
  } catch (cause) {
    throw new GorunError('source/unreadable', { message: `-e ${text}: ${path} cannot be read`, cause });
  }
  try {
    return mapping(text, parse(content, { maxAliasCount: 100 }));
  } catch (cause) {
    if (cause instanceof GorunError) throw cause;
    throw wrong(text, `${path} is neither YAML nor JSON`, cause);
  }
}

function mapping(text: string, value: unknown): JsonObject {
  // Through JSON, so that nothing but JSON (no dates, no sets of YAML) gets into variables.
  const plain: unknown = JSON.parse(JSON.stringify(value ?? {}));
  if (!isJsonObject(plain)) throw wrong(text, 'it must hold a mapping of names to values');
  return plain;
}

/** The variables of one `-e`: `name=value …`, a JSON or YAML mapping in braces, or `@file`. Throws GorunError. */
export async function extraVarsOf(text: string): Promise<JsonObject> {
  if (text.startsWith('@')) return fromFile(text);
  if (!text.trimStart().startsWith('{')) return keyValues(text);
  try {
    return mapping(text, JSON.parse(text));
  } catch (cause) {
    if (cause instanceof GorunError) throw cause;
    throw wrong(text, 'this is not a JSON object', cause);
  }
}

/** The variables of all `-e`, later ones over earlier ones. Throws GorunError `cli/usage`, `source/unreadable`. */
export async function extraVars(texts: readonly string[]): Promise<JsonObject> {
  let all: JsonObject = {};
  for (const text of texts) all = { ...all, ...(await extraVarsOf(text)) };
  return all;
}
