import { connectorFor } from '../connection/connector-for.ts';
import { SshShared } from '../connection/ssh/ssh-shared.ts';
import type { Redactor } from '../secrets/redactor.ts';
import { openWorkerSession } from '../worker/client/open-worker-session.ts';
import type { SessionOpener } from '../worker/session.ts';

/** Sessions over the connection that each host's variables ask for; files and keys are read once for all hosts of the run. */
export function sessionOpener(options: {
  readonly secrets: Redactor;
  readonly acceptNew: boolean;
}): SessionOpener {
  const shared = new SshShared();
  return {
    open: (host, signal) => {
      const accept = options.acceptNew ? { acceptNew: true } : {};
      const connector = connectorFor(host, { secrets: options.secrets, shared, ...accept });
      return openWorkerSession(connector, host.name, {}, signal);
    },
  };
}
