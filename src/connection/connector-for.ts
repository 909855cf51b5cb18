import type { Redactor } from '../secrets/redactor.ts';
import { BecomeConnector } from './become/become-connector.ts';
import { connectionName } from './connection-name.ts';
import { LocalConnector } from './local/local-connector.ts';
import { platformOf } from './platform.ts';
import { SharedConnector } from './shared-connection.ts';
import { routeOf, type SshDefaults, wishesOf } from './ssh/route-of.ts';
import { SshConnector } from './ssh/ssh-connector.ts';
import type { SshShared } from './ssh/ssh-shared.ts';
import type { Connector, HostAddress } from './types.ts';
import { addConnectionSecrets } from './variables/secrets.ts';

/** What connectors need beside a host's own variables. */
export interface ConnectorOptions extends SshDefaults {
  /** Learns the passwords and passphrases of the host. */
  readonly secrets: Redactor;
  /** One for all hosts of a run. */
  readonly shared: SshShared;
}

/** The connector that a host's variables ask for (`gorun_connection`, `ansible_connection`). Throws `connection/config`. */
export function connectorFor(address: HostAddress, options: ConnectorOptions): Connector {
  addConnectionSecrets(address, options.secrets);
  const connector = plainConnector(address, options);
  return address.become === undefined ? connector : new BecomeConnector(connector, address.become);
}

function plainConnector(address: HostAddress, options: ConnectorOptions): Connector {
  if (connectionName(address) === 'local') return new LocalConnector(address.name, platformOf(address));
  const platform = platformOf(address);
  const wishes = wishesOf(address, options);
  const connector = new SshConnector(
    address.name,
    platform,
    () => routeOf(address, wishes, options.shared),
    options.shared,
  );
  return new SharedConnector(address.name, connector, options.shared.connections);
}
