import { type ConnectorOptions, connectorFor } from '../connection/connector-for.ts';
import { SshShared } from '../connection/ssh/ssh-shared.ts';
import type { HostAddress } from '../connection/types.ts';
import { connectionVariables } from '../connection/variables/connection-variables.ts';
import type { ConnectorMaker } from '../persist/keeping-connector.ts';
import type { Redactor } from '../secrets/redactor.ts';
import { openWorkerSession } from '../worker/client/open-worker-session.ts';
import type { SessionOpener } from '../worker/session.ts';
import type { Login } from './prepare.ts';

/**
 * Sessions over the connection that each host's variables ask for; files and keys are read once for all hosts of the run.
 *
 * @param options `persist`: the seconds for which connections and workers are kept for the next run.
 */
export function sessionOpener(options: {
  readonly secrets: Redactor;
  readonly acceptNew: boolean;
  readonly login: Login;
  readonly persist?: number | undefined;
}): SessionOpener {
  const accept = options.acceptNew ? { acceptNew: true } : {};
  const wishes: ConnectorOptions = { secrets: options.secrets, shared: new SshShared(), ...accept };
  const warning: { tell: (message: string) => void } = { tell: () => {} };
  let maker: Promise<ConnectorMaker> | undefined;
  return {
    onWarning: (tell) => {
      warning.tell = tell;
    },
    open: async (host, signal, anew) => {
      maker ??= connectorMaker(options.persist, (message) => warning.tell(message));
      const connectorOf = await maker;
      const connector = connectorOf(withLogin(host, options.login), wishes, anew);
      return openWorkerSession(connector, host.name, {}, signal);
    },
  };
}

/** What keeps connections is loaded for those who want it only. */
async function connectorMaker(
  seconds: number | undefined,
  warn: (message: string) => void,
): Promise<ConnectorMaker> {
  if (seconds === undefined) return connectorFor;
  const { keepingConnectors } = await import('../persist/keeping-connector.ts');
  return keepingConnectors(seconds, warn);
}

/** What the inventory says of a host wins, as with Ansible's --user and --ask-pass. */
function withLogin(host: HostAddress, { user, password }: Login): HostAddress {
  const has = (names: readonly string[]) => names.some((name) => host.variables[name] !== undefined);
  const { names: userNames } = connectionVariables.user;
  const { names: passwordNames } = connectionVariables.password;
  return {
    ...host,
    variables: {
      ...host.variables,
      ...(user === undefined || has(userNames) ? {} : { ansible_user: user }),
      ...(password === undefined || has(passwordNames) ? {} : { ansible_password: password }),
    },
  };
}
