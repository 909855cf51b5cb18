import { createHash } from 'node:crypto';

/** The file of a receipt below `receipts`: `<run>/<step>.jsonl`, both made safe as names. */
export function receiptFile(run: string, id: string): string {
  return `${safe(run)}/${safe(id)}.jsonl`;
}

function safe(name: string): string {
  const plain = name
    .replace(/[^A-Za-z0-9._-]/g, '_')
    .replace(/^[.-]+/, '')
    .slice(-60);
  if (plain === name) return plain;
  // Two names that differ only in what was replaced must not share a file.
  return `${plain}.${createHash('sha256').update(name).digest('hex').slice(0, 10)}`;
}
