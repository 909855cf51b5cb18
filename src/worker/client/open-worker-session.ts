import type { Connector } from '../../connection/types.ts';
import type { HostSession } from '../session.ts';
import { type SessionOptions, sessionTimes } from './session-options.ts';
import { WorkerLink } from './worker-link.ts';
import { WorkerSession } from './worker-session.ts';

/**
 * Connects to a host, starts its worker and waits for the hello.
 *
 * @param host Its name, for messages.
 * @throws GorunError `connection/*`; `connection/no-worker` says what the host answered instead.
 */
export async function openWorkerSession(
  connector: Connector,
  host: string,
  options?: SessionOptions,
  signal?: AbortSignal,
): Promise<HostSession> {
  const times = sessionTimes(options);
  const link = new WorkerLink(connector, host, times);
  const { connection, hello } = await link.open(signal);
  return new WorkerSession(link, host, times, {
    platform: connection.platform,
    administrator: hello.administrator,
  });
}
