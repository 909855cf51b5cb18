import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ScriptSource } from '../session.ts';
import { sourceMark } from './command.ts';
import { joinedLines, withoutComments } from './lines.ts';

/** What every worker has, in order: functions first, `main` runs. */
const core = ['value', 'host', 'request', 'calls', 'main'];

/** What only changes to a host need; it travels before the first of them. */
const changing = ['receipts', 'stop', 'lock', 'transfer'];

let packed: string | undefined;

/** What a POSIX worker is sent first: one line. */
export function posixSource(): string {
  packed ??= `${sourceMark}${joinedLines(withoutComments(core.map(part).join('\n')))}\n`;
  return packed;
}

let changes: ScriptSource | undefined;

/** The worker's own functions that change a host: lock, receipts, files. */
export function changingSource(): ScriptSource {
  if (changes !== undefined) return changes;
  const text = `${withoutComments(changing.map(part).join('\n'))}\nchanging=1\n`;
  changes = { hash: createHash('sha256').update(text).digest('hex'), text };
  return changes;
}

function part(name: string): string {
  return readFileSync(fileURLToPath(new URL(`./worker/${name}.sh`, import.meta.url)), 'utf8');
}
