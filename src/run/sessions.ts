import { connectorFor } from '../connection/connector-for.ts';
import { SshShared } from '../connection/ssh/ssh-shared.ts';
import type { HostAddress } from '../connection/types.ts';
import { connectionVariables } from '../connection/variables/connection-variables.ts';
import type { Redactor } from '../secrets/redactor.ts';
import { openWorkerSession } from '../worker/client/open-worker-session.ts';
import type { SessionOpener } from '../worker/session.ts';
import type { Login } from './prepare.ts';

/** Sessions over the connection that each host's variables ask for; files and keys are read once for all hosts of the run. */
export function sessionOpener(options: {
  readonly secrets: Redactor;
  readonly acceptNew: boolean;
  readonly login: Login;
}): SessionOpener {
  const shared = new SshShared();
  return {
    open: (host, signal) => {
      const accept = options.acceptNew ? { acceptNew: true } : {};
      const connector = connectorFor(withLogin(host, options.login), {
        secrets: options.secrets,
        shared,
        ...accept,
      });
      return openWorkerSession(connector, host.name, {}, signal);
    },
  };
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
