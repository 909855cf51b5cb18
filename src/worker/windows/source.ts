import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** The parts of the thread that reads, in order: functions first, `main` runs. */
const reader = ['json', 'native', 'processes', 'output', 'lock-keeping', 'kept', 'main'];

/** The parts of the thread that runs calls. */
const executor = [
  'json',
  'native',
  'failure',
  'processes',
  'output',
  'state-folder',
  'lock-keeping',
  'kept',
  'lock',
  'receipts',
  'settle',
  'transfer',
  'environment',
  'code',
  'calls',
  'executor',
];

let packed: string | undefined;

/** What a Windows worker is sent first: two lines, the source of each of its threads, gzip and Base64. */
export function windowsSource(): string {
  packed ??= `${pack(reader)}\n${pack(executor)}\n`;
  return packed;
}

function pack(parts: readonly string[]): string {
  return gzipSync(parts.map(part).join('\n'), { level: 9 }).toString('base64');
}

function part(name: string): string {
  return readFileSync(fileURLToPath(new URL(`./worker/${name}.ps1`, import.meta.url)), 'utf8');
}
