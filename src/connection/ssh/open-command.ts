import type { Client, ClientChannel } from 'ssh2';
import { GorunError } from '../../errors/gorun-error.ts';
import { execAtOnce } from './exec-at-once.ts';
import { SshProcess } from './ssh-process.ts';

/**
 * Starts one command line on an authenticated client; the process can be written to before the server has answered that it runs. Throws `connection/lost` where the connection has ended,
 * `connection/no-worker` where the server refuses or does not answer within `seconds`, or the signal's reason.
 */
export async function openCommand(
  client: Client,
  command: string,
  host: string,
  seconds: number,
  signal: AbortSignal | undefined,
): Promise<SshProcess> {
  signal?.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<SshProcess>();
  let wanted = true;
  const giveUp = (reason: unknown): void => {
    wanted = false;
    reject(reason);
  };
  const stop = (): void => giveUp(signal?.reason);
  const late = setTimeout(
    () => giveUp(refused(host, `it did not answer within ${seconds} s`)),
    seconds * 1000,
  );
  signal?.addEventListener('abort', stop, { once: true });
  let running: SshProcess | undefined;
  const opened = (error: Error | undefined, channel: ClientChannel): void => {
    if (error) reject(isLost(error) ? lost(host, error) : refused(host, error.message, error));
    // at once: output and exit code may be in the same packet as the answer
    else if (wanted) {
      running = new SshProcess(channel, host);
      resolve(running);
    } else channel.on('error', () => {}).close(); // came after it was given up
  };
  try {
    try {
      execAtOnce(client, command, opened, (error) => running?.refuse(error.message));
    } catch (cause) {
      throw lost(host, cause);
    }
    return await promise;
  } finally {
    clearTimeout(late);
    signal?.removeEventListener('abort', stop);
  }
}

/** ssh2's words for a channel whose connection went away. */
function isLost(error: Error): boolean {
  return /no response from server|not connected|channel is not open/i.test(error.message);
}

function lost(host: string, cause: unknown): GorunError {
  return new GorunError('connection/lost', { message: `${host}: the connection has ended.`, cause });
}

function refused(host: string, detail: string, cause?: unknown): GorunError {
  return new GorunError('connection/no-worker', {
    message: `${host}: the SSH server does not start a command: ${detail}.`,
    fix: 'Check that the account may run commands (ForceCommand, MaxSessions, chroot) and that its shell exists.',
    cause,
  });
}
