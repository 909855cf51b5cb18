import { closest, distance } from 'fastest-levenshtein';
import { GorunError } from '../errors/gorun-error.ts';
import type { Redactor } from '../secrets/redactor.ts';
import { LocalConnector } from './local/local-connector.ts';
import { platformOf } from './platform.ts';
import { routeOf, type SshDefaults, wishesOf } from './ssh/route-of.ts';
import { SshConnector } from './ssh/ssh-connector.ts';
import type { SshShared } from './ssh/ssh-shared.ts';
import type { Connector, HostAddress } from './types.ts';
import { connectionVariables } from './variables/connection-variables.ts';
import { readVariable } from './variables/declaration.ts';
import { addConnectionSecrets } from './variables/secrets.ts';

/** What connectors need beside a host's own variables. */
export interface ConnectorOptions extends SshDefaults {
  /** Learns the passwords and passphrases of the host. */
  readonly secrets: Redactor;
  /** One for all hosts of a run. */
  readonly shared: SshShared;
}

const sshNames = ['ssh', 'smart', 'paramiko', 'paramiko_ssh'];
const notYet = ['winrm', 'psrp'];

/** The connector that a host's variables ask for (`gorun_connection`, `ansible_connection`). Throws `connection/config`. */
export function connectorFor(address: HostAddress, options: ConnectorOptions): Connector {
  addConnectionSecrets(address, options.secrets);
  const name = (readVariable(address, connectionVariables.connection) ?? 'ssh').replace(
    /^ansible\.\w+\./,
    '',
  );
  if (name === 'local') return new LocalConnector(address.name, platformOf(address));
  if (!sshNames.includes(name)) throw unknownConnection(address.name, name);
  const platform = platformOf(address);
  const wishes = wishesOf(address, options);
  return new SshConnector(
    address.name,
    platform,
    () => routeOf(address, wishes, options.shared),
    options.shared,
  );
}

function unknownConnection(host: string, name: string): GorunError {
  if (notYet.includes(name)) {
    return new GorunError('connection/config', {
      message: `${host}: ansible_connection is ${name}, which gorun does not speak yet.`,
      fix: 'Use ssh: docs/windows-hosts.md says how to enable OpenSSH on Windows.',
    });
  }
  const near = closest(name, [...sshNames, 'local']);
  const hint = distance(name, near) <= 2 ? ` Did you mean ${near}?` : '';
  return new GorunError('connection/config', {
    message: `${host}: there is no connection named "${name}".${hint}`,
    fix: 'Set ansible_connection to ssh or local.',
  });
}
