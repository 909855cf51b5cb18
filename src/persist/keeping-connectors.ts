import { connectionName } from '../connection/connection-name.ts';
import { type ConnectorMaker, type ConnectorWishes, directConnectors } from '../connection/connectors.ts';
import { platformOf } from '../connection/platform.ts';
import { routeOf, wishesOf } from '../connection/ssh/route-of.ts';
import { SshConfigFiles } from '../connection/ssh/ssh-config-files.ts';
import type { Connector } from '../connection/types.ts';
import { addConnectionSecrets } from '../connection/variables/secrets.ts';
import { Keeper } from './client/keeper.ts';
import { KeptConnector } from './client/kept-connector.ts';
import { wantedOf } from './wire/route.ts';

/**
 * Connectors through the keeper, where that saves something: not for this machine itself.
 *
 * @param seconds How long connections are kept after their last use.
 * @param warn Told at most once: why the run goes on without the keeper.
 */
export function keepingConnectors(
  wishes: ConnectorWishes,
  seconds: number,
  warn: (message: string) => void,
): ConnectorMaker {
  const keeper = new Keeper({ seconds, warn });
  const files = new SshConfigFiles();
  // A run that finds all its connections kept never loads what makes some.
  let loading: Promise<ConnectorMaker> | undefined;
  return (address, anew = false) => {
    addConnectionSecrets(address, wishes.secrets);
    const direct: Connector = {
      connect: async (signal) => {
        loading ??= directConnectors(wishes);
        return (await loading)(address).connect(signal);
      },
    };
    if (connectionName(address) === 'local') return direct;
    const host = { name: address.name, platform: platformOf(address) };
    const hop = wishesOf(address, wishes);
    const wanted = async () => wantedOf(host, await routeOf(address, hop, files), address.become);
    return new KeptConnector(keeper, wanted, address.become, direct, anew);
  };
}
