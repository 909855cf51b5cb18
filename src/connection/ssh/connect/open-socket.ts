import { Socket } from 'node:net';
import { GorunError } from '../../../errors/gorun-error.ts';
import { systemCode } from '../../file-errors.ts';
import type { HopSettings } from '../settings.ts';

/** Where a name has several addresses; Node's 250 ms would give up on hosts at the other end of the world. */
const perAddressMs = 3000;

/** Opens TCP to a host, with Nagle's algorithm off. Throws `connection/unreachable`, or the signal's reason. */
export async function openSocket(hop: HopSettings, signal: AbortSignal | undefined): Promise<Socket> {
  signal?.throwIfAborted();
  const socket = new Socket();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stop = (): void => reject(signal?.reason);
  const late = setTimeout(() => reject(timedOut(hop)), hop.connectTimeout * 1000);
  signal?.addEventListener('abort', stop, { once: true });
  socket.once('connect', resolve);
  socket.once('error', (cause) => reject(unreachable(hop, cause)));
  socket.connect({
    host: hop.host,
    port: hop.port,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: perAddressMs,
  });
  try {
    await promise;
  } catch (error) {
    socket.on('error', () => {});
    socket.destroy();
    throw error;
  } finally {
    clearTimeout(late);
    signal?.removeEventListener('abort', stop);
  }
  // each exchange loses 42 ms to Nagle and delayed acknowledgements without it (measured)
  socket.setNoDelay(true);
  socket.pause();
  return socket;
}

/** How messages name a server: its name, and its address where that is another. */
export function whereIs(hop: HopSettings): string {
  const address = `${hop.host.includes(':') ? `[${hop.host}]` : hop.host}:${hop.port}`;
  return hop.name === hop.host ? address : `${hop.name} (${address})`;
}

function timedOut(hop: HopSettings): GorunError {
  return new GorunError('connection/unreachable', {
    message: `${whereIs(hop)} does not answer: no TCP connection within ${hop.connectTimeout} s.`,
    fix: 'Check that the host is up, the address, and that no firewall drops the port; gorun_connect_timeout sets the limit.',
  });
}

const causes: Record<string, readonly [message: string, fix: string]> = {
  ECONNREFUSED: ['refuses the connection', 'Check that the SSH server runs and listens on this port.'],
  ENOTFOUND: [
    'cannot be found: no address for this name',
    'Correct the name, or set ansible_host to an address.',
  ],
  EAI_AGAIN: [
    'cannot be found: the name server does not answer',
    'Check DNS on this machine, or set ansible_host to an address.',
  ],
  EHOSTUNREACH: ['cannot be reached: no route to the host', 'Check the network, VPN and address.'],
  ENETUNREACH: ['cannot be reached: no route to its network', 'Check the network, VPN and address.'],
  ETIMEDOUT: [
    'does not answer: TCP timed out',
    'Check that the host is up and that no firewall drops the port.',
  ],
  ECONNRESET: [
    'reset the connection',
    'Check that an SSH server listens on this port, and its limits (MaxStartups).',
  ],
};

function unreachable(hop: HopSettings, cause: Error): GorunError {
  // with several addresses for one name Node gives an AggregateError that carries the code of the first
  const [what, fix] = causes[systemCode(cause) ?? ''] ?? [`cannot be reached: ${cause.message}`, undefined];
  const details = { message: `${whereIs(hop)} ${what}.`, cause };
  return new GorunError('connection/unreachable', fix === undefined ? details : { ...details, fix });
}
