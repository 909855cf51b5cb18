import { createHash } from 'node:crypto';

/** A file that is to be on the host. */
export interface WantedFile {
  /** Under the root, in the host's own way; empty: it is the root. */
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
  /** Base64 of what is in it; null: it is sent from `file`. */
  readonly data: string | null;
  /** On the controller. */
  readonly file: string | null;
}

/** What is to be under a path of the host. */
export interface Wanted {
  /** The name that it keeps inside of a folder; null: it takes the name of the target. */
  readonly name: string | null;
  /** The target is a folder in any case. */
  readonly into: boolean;
  /** Under the root; `''` is the root itself. Parents first. */
  readonly folders: readonly string[];
  readonly files: readonly WantedFile[];
}

/** A file of bytes in memory. */
export function wantedBytes(path: string, bytes: Uint8Array): WantedFile {
  return {
    path,
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    data: Buffer.from(bytes).toString('base64'),
    file: null,
  };
}

/** Content in the args of a step: a short plain text as such, which hosts write without decoding; else Base64, or null where it is sent. */
export function contentArgs(
  data: string | null,
): { readonly text: string } | { readonly data: string | null } {
  if (data === null || data.length > longestText) return { data };
  const text = Buffer.from(data, 'base64').toString('latin1');
  return plainText.test(text) ? { text } : { data };
}

/** Characters of Base64, for a thousand bytes: shells read what they wrote byte by byte. */
const longestText = 1_336;
const plainText = /^[\x20-\x7e\n\t]*$/;

/** One file, which is the target itself or, under its name, in it. */
export function wantedFile(file: WantedFile, name: string | null, dest: string): Wanted {
  return { name, into: name !== null && /[\\/]$/.test(dest), folders: [], files: [file] };
}
