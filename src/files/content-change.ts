import { change } from '../module/changes.ts';
import type { Change } from '../module/contract.ts';
import type { WantedFile } from './wanted.ts';

/** Bytes up to which a text is shown. */
const longestShown = 32 * 1024;

interface Before {
  readonly kind: 'file' | 'folder' | null;
  readonly size: number | null;
  readonly sha256: string | null;
  readonly text: string | null;
}

/** What becomes of a file's content: both texts where both are short texts, else what can be said of them. */
export function contentChange(property: string, before: Before, file: WantedFile, hidden: boolean): Change {
  const isNew = before.kind === null;
  if (hidden) return change(property, isNew ? null : 'hidden', 'hidden');
  const after = textOf(file);
  if (after !== undefined && (isNew || before.text !== null))
    return change(property, isNew ? null : before.text, after);
  return change(property, isNew ? null : words(before.size, before.sha256), words(file.size, file.sha256));
}

function words(size: number | null, sha256: string | null): string {
  return `${size ?? 0} bytes${sha256 === null ? '' : `, sha256 ${sha256.slice(0, 12)}…`}`;
}

function textOf({ data, size }: WantedFile): string | undefined {
  if (data === null || size > longestShown) return undefined;
  const bytes = Buffer.from(data, 'base64');
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
