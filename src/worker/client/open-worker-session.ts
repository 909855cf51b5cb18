import type { Connector } from '../../connection/types.ts';
import type { HostSession } from '../session.ts';
import { type SessionOptions, sessionTimes } from './session-options.ts';
import { WorkerLink } from './worker-link.ts';
import { WorkerSession } from './worker-session.ts';

/**
 * Connects to a host and starts its worker; what is asked of it travels behind its source, before it has said hello.
 *
 * @param host Its name, for messages.
 * @throws GorunError `connection/*`. That no worker came to life is thrown by the first use (`connection/no-worker` says what the host answered instead), or by `ready`.
 */
export async function openWorkerSession(
  connector: Connector,
  host: string,
  options?: SessionOptions,
  signal?: AbortSignal,
): Promise<HostSession> {
  const times = sessionTimes(options);
  const link = new WorkerLink(connector, host, times);
  const { connection } = await link.open(signal);
  return new WorkerSession(link, host, times, connection.platform);
}
