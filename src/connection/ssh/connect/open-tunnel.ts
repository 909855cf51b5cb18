import type { Duplex } from 'node:stream';
import type { Client } from 'ssh2';
import { GorunError } from '../../../errors/gorun-error.ts';
import type { HopSettings } from '../settings.ts';
import { whereIs } from './open-socket.ts';

/** Opens a stream to a host through a jump host. Throws `connection/unreachable`, or the signal's reason. */
export async function openTunnel(
  jump: Client,
  hop: HopSettings,
  signal: AbortSignal | undefined,
): Promise<Duplex> {
  signal?.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<Duplex>();
  const stop = (): void => reject(signal?.reason);
  const late = setTimeout(
    () => reject(failure(hop, `no answer within ${hop.connectTimeout} s`)),
    hop.connectTimeout * 1000,
  );
  signal?.addEventListener('abort', stop, { once: true });
  try {
    jump.forwardOut('127.0.0.1', 0, hop.host, hop.port, (error, channel) => {
      if (error) reject(failure(hop, error.message, error));
      else resolve(channel);
    });
    return await promise;
  } catch (error) {
    throw error instanceof Error && error.message === 'Not connected'
      ? failure(hop, 'the jump host is gone', error)
      : error;
  } finally {
    clearTimeout(late);
    signal?.removeEventListener('abort', stop);
  }
}

function failure(hop: HopSettings, detail: string, cause?: Error): GorunError {
  return new GorunError('connection/unreachable', {
    message: `${whereIs(hop)} cannot be reached through the jump host: ${detail}.`,
    fix: 'Check the address and port as seen from the jump host, and that it allows forwarding (AllowTcpForwarding, PermitOpen).',
    cause,
  });
}
