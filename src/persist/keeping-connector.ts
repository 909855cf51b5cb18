import { connectionName } from '../connection/connection-name.ts';
import { type ConnectorOptions, connectorFor } from '../connection/connector-for.ts';
import { platformOf } from '../connection/platform.ts';
import { routeOf, wishesOf } from '../connection/ssh/route-of.ts';
import type { Connector, HostAddress } from '../connection/types.ts';
import { Keeper } from './client/keeper.ts';
import { KeptConnector } from './client/kept-connector.ts';
import { wantedOf } from './wire/route.ts';

/** Makes the connector that a host's variables ask for; `anew`: what was kept will not do. Throws `connection/config`. */
export type ConnectorMaker = (address: HostAddress, options: ConnectorOptions, anew?: boolean) => Connector;

/**
 * Connectors through the keeper, where that saves something: not for this machine itself.
 *
 * @param seconds How long connections are kept after their last use.
 * @param warn Told at most once: why the run goes on without the keeper.
 */
export function keepingConnectors(seconds: number, warn: (message: string) => void): ConnectorMaker {
  const keeper = new Keeper({ seconds, warn });
  return (address, options, anew = false) => {
    const direct = connectorFor(address, options);
    if (connectionName(address) === 'local') return direct;
    const host = { name: address.name, platform: platformOf(address) };
    const wishes = wishesOf(address, options);
    const wanted = async () => wantedOf(host, await routeOf(address, wishes, options.shared), address.become);
    return new KeptConnector(keeper, wanted, address.become, direct, anew);
  };
}
