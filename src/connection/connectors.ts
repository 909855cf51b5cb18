import type { Redactor } from '../secrets/redactor.ts';
import type { Connector, HostAddress } from './types.ts';

/** Makes the connector that a host's variables ask for; `anew`: a connection that was kept will not do. Throws `connection/config`. */
export type ConnectorMaker = (address: HostAddress, anew?: boolean) => Connector;

/** What all connectors of a run need. */
export interface ConnectorWishes {
  readonly secrets: Redactor;
  /** Unknown host keys are added to known_hosts. */
  readonly acceptNew?: boolean;
}

/** Connectors that connect by themselves; files and keys are read once for all of them. SSH is loaded only now. */
export async function directConnectors(wishes: ConnectorWishes): Promise<ConnectorMaker> {
  const [{ connectorFor }, { SshShared }] = await Promise.all([
    import('./connector-for.ts'),
    import('./ssh/ssh-shared.ts'),
  ]);
  const options = { ...wishes, shared: new SshShared() };
  return (address) => connectorFor(address, options);
}
