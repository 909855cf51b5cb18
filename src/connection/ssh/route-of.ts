import type { HostAddress } from '../types.ts';
import { connectionVariables as known } from '../variables/connection-variables.ts';
import { readVariable } from '../variables/declaration.ts';
import { hostOptions, mergeOptions } from './config/host-options.ts';
import { parseSshArguments } from './config/ssh-arguments.ts';
import type { HopWishes } from './resolve-hop.ts';
import { resolveRoute } from './resolve-route.ts';
import type { SshRoute } from './settings.ts';
import type { SshConfigFiles } from './ssh-config-files.ts';

/** Defaults for hosts whose variables say nothing; they win over ~/.ssh/config. */
export interface SshDefaults {
  readonly acceptNew?: boolean;
  readonly knownHostsFiles?: readonly string[];
  /** Seconds. */
  readonly connectTimeout?: number;
}

/** What the inventory says about a host. Throws `connection/config`. */
export function wishesOf(address: HostAddress, defaults: SshDefaults): HopWishes {
  const checking = readVariable(address, known.hostKeyChecking);
  const file = readVariable(address, known.knownHostsFile);
  return {
    name: address.name,
    host: readVariable(address, known.host) ?? address.name,
    port: readVariable(address, known.port),
    user: readVariable(address, known.user),
    password: readVariable(address, known.password),
    privateKeyFile: readVariable(address, known.privateKeyFile),
    passphrase: readVariable(address, known.passphrase),
    knownHostsFiles: file === undefined ? defaults.knownHostsFiles : [file],
    acceptNew:
      readVariable(address, known.acceptNew) ?? (checking === undefined ? defaults.acceptNew : !checking),
    connectTimeout: readVariable(address, known.connectTimeout) ?? defaults.connectTimeout,
  };
}

/** The way to a host, with ~/.ssh/config read. Throws `connection/config`. */
export async function routeOf(
  address: HostAddress,
  wishes: HopWishes,
  files: SshConfigFiles,
): Promise<SshRoute> {
  const args = [known.sshArguments, known.sshExtraArguments].map(
    (variable) => readVariable(address, variable) ?? '',
  );
  const given = parseSshArguments(args.join(' '), wishes.host);
  const config = await files.config();
  const options = mergeOptions(given, hostOptions(config, wishes.host, wishes.user ?? given.user));
  return resolveRoute(wishes, options, (host, user) => hostOptions(config, host, user), files.environment);
}
