import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ScriptSource } from '../session.ts';
import { withoutComments } from './bytes.ts';
import { sourceMark } from './command.ts';

/** What every worker has, in order: functions first, `main` runs. */
const core = ['value', 'host', 'request', 'calls', 'main'];

/** What only changes to a host need; it travels before the first of them. */
const changing = ['receipts', '../lib/tree', 'stop', 'lock', 'transfer'];

let packed: string | undefined;

/** What a POSIX worker is sent first: how long its source is, and its source. ASCII, so that characters are bytes. */
export function posixSource(): string {
  if (packed !== undefined) return packed;
  const text = `${withoutComments(core.map(part).join('\n'))}\n`;
  packed = `${sourceMark}${text.length}\n${text}`;
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

let state: ScriptSource | undefined;

/** The worker's own function that only check mode needs. */
export function stateSource(): ScriptSource {
  if (state !== undefined) return state;
  const text = `${withoutComments(part('state'))}\n`;
  state = { hash: createHash('sha256').update(text).digest('hex'), text };
  return state;
}

function part(name: string): string {
  return readFileSync(fileURLToPath(new URL(`./worker/${name}.sh`, import.meta.url)), 'utf8');
}
