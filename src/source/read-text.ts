import { open } from 'node:fs/promises';
import { GorunError } from '../errors/gorun-error.ts';
import { largestFile } from './limits.ts';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'permission denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is no folder',
};

/** Reads a text file. Throws GorunError `source/unreadable` or `source/too-large`. */
export async function readText(path: string): Promise<string> {
  try {
    // Not `await using`: Node 22 does not know it.
    const file = await open(path);
    try {
      const { size } = await file.stat();
      if (size > largestFile) {
        throw new GorunError('source/too-large', {
          message: `${path} has ${size} bytes; gorun reads at most ${largestFile}.`,
        });
      }
      return decode(path, await file.readFile());
    } finally {
      await file.close();
    }
  } catch (cause) {
    if (cause instanceof GorunError) throw cause;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    throw new GorunError('source/unreadable', {
      message: `${path} cannot be read: ${reasons[code] ?? (code || 'unknown error')}.`,
      cause,
    });
  }
}

function decode(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new GorunError('source/unreadable', {
      message: `${path} is not UTF-8 text.`,
      fix: 'Save it as UTF-8.',
      cause,
    });
  }
}
