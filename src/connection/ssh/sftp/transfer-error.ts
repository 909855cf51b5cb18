import { GorunError } from '../../../errors/gorun-error.ts';
import { systemCode } from '../../file-errors.ts';

/** Status codes of SFTP (draft-ietf-secsh-filexfer-02, 7). */
const statusWords: Record<number, string> = {
  2: 'no such file or folder',
  3: 'permission denied',
  4: 'the server failed (often: a folder in its place, a file in use, or no space left)',
  5: 'the server did not understand the request',
  8: 'the server does not support it',
};

/** The error for a transfer that failed: what was moved where, and why, in words. */
export function transferError(host: string, what: string, cause: unknown): GorunError {
  return new GorunError('connection/file-transfer', {
    message: `${host}: ${what}: ${reason(cause)}.`,
    cause,
  });
}

function reason(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  if ('code' in cause && typeof cause.code === 'number') {
    const words = statusWords[cause.code];
    // sftp-server says only "Failure"; others (Windows, the lab) may say more
    const more = /^(failure|no such file|permission denied)$/i.test(cause.message)
      ? ''
      : ` (${cause.message})`;
    return words === undefined ? cause.message : `${words}${more}`;
  }
  return systemCode(cause) === undefined ? cause.message : `on this machine: ${cause.message}`;
}
