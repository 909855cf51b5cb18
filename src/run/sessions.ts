import { type ConnectorMaker, type ConnectorWishes, directConnectors } from '../connection/connectors.ts';
import type { HostAddress } from '../connection/types.ts';
import { connectionVariables } from '../connection/variables/connection-variables.ts';
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
  const { secrets, acceptNew, login, persist } = options;
  const wishes: ConnectorWishes = { secrets, ...(acceptNew ? { acceptNew } : {}) };
  const warning: { tell: (message: string) => void } = { tell: () => {} };
  let maker: Promise<ConnectorMaker> | undefined;
  return {
    onWarning: (tell) => {
      warning.tell = tell;
    },
    open: async (host, signal, anew) => {
      maker ??=
        persist === undefined
          ? directConnectors(wishes)
          : keeping(wishes, persist, (message) => warning.tell(message));
      const connector = (await maker)(withLogin(host, login), anew);
      return openWorkerSession(connector, host.name, {}, signal);
    },
  };
}

/** What keeps connections is loaded for those who want it only. */
async function keeping(
  wishes: ConnectorWishes,
  seconds: number,
  warn: (message: string) => void,
): Promise<ConnectorMaker> {
  const { keepingConnectors } = await import('../persist/keeping-connectors.ts');
  return keepingConnectors(wishes, seconds, warn);
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
