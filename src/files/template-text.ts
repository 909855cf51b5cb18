import { type BigIntStats, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { GorunError } from '../errors/gorun-error.ts';
import { shownPath } from './find-local.ts';

/** Bytes of a template; what comes out of it travels inside of a request. */
const largest = 4 * 1024 * 1024;

/** Templates that are remembered; the one that was asked for longest ago is forgotten first. */
const most = 50;

interface Known {
  readonly stamp: string;
  readonly text: Promise<string>;
}

const known = new Map<string, Known>();

/** The text of a template: read once for all hosts, and again when the file is another one. Throws GorunError `module/bad-source`. */
export function templateText(path: string): Promise<string> {
  const facts = statSync(path, { bigint: true });
  const stamp = [facts.ino, facts.size, facts.mtimeNs, facts.ctimeNs].join(' ');
  const before = known.get(path);
  known.delete(path);
  const text = before?.stamp === stamp ? before.text : read(path, facts);
  known.set(path, { stamp, text });
  text.catch(() => known.delete(path));
  const [oldest] = known.keys();
  if (known.size > most && oldest !== undefined) known.delete(oldest);
  return text;
}

async function read(path: string, facts: BigIntStats): Promise<string> {
  const bad = (what: string, fix: string) =>
    new GorunError('module/bad-source', { message: `${shownPath(path)} ${what}`, fix });
  if (!facts.isFile()) throw bad('is no file', 'Name the template itself.');
  if (facts.size > largest)
    throw bad(`has ${facts.size} bytes; a template has at most ${largest}`, 'Use copy.');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch {
    throw bad('is not UTF-8 text', 'Save it as UTF-8, or use copy.');
  }
}
