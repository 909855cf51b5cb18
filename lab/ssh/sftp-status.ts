import ssh2 from 'ssh2';
import { OutsideError } from './sftp-folder.ts';

const { STATUS_CODE } = ssh2.utils.sftp;

/** An answer other than success. */
export interface Refusal {
  readonly code: number;
  readonly message: string;
}

/** A refusal with the words OpenSSH has for it. */
export const refusals = {
  invalid: (why: string): Refusal => ({ code: STATUS_CODE.NO_SUCH_FILE, message: why }),
  exists: { code: STATUS_CODE.FAILURE, message: 'Failure: it exists already' },
  aboveDrives: {
    code: STATUS_CODE.PERMISSION_DENIED,
    message: 'Permission denied: that is the list of drives',
  },
  badHandle: { code: STATUS_CODE.FAILURE, message: 'Failure: no such handle' },
  endOfFile: { code: STATUS_CODE.EOF, message: 'End of file' },
} as const;

/** What an error of the file system is called in SFTP. Linux paths never go to the client. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof OutsideError)
    return { code: STATUS_CODE.PERMISSION_DENIED, message: 'Permission denied' };
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return { code: STATUS_CODE.NO_SUCH_FILE, message: 'No such file' };
  if (code === 'EACCES' || code === 'EPERM')
    return { code: STATUS_CODE.PERMISSION_DENIED, message: 'Permission denied' };
  const words: Record<string, string> = {
    EISDIR: 'it is a folder',
    ENOTEMPTY: 'the folder is not empty',
    EEXIST: 'it exists already',
    ENOSPC: 'no space left',
  };
  return { code: STATUS_CODE.FAILURE, message: `Failure: ${words[code] ?? (code || 'unknown')}` };
}
