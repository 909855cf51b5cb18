import type { HostAddress } from './types.ts';
import { connectionVariables } from './variables/connection-variables.ts';
import { readVariable } from './variables/declaration.ts';

/** Says what kind of host it is, from its variables alone. Throws `connection/config`. */
export function platformOf(address: HostAddress): 'windows' | 'posix' {
  const platform = readVariable(address, connectionVariables.platform);
  if (platform !== undefined) return platform;
  const shell = readVariable(address, connectionVariables.shellType);
  return shell === 'powershell' || shell === 'cmd' ? 'windows' : 'posix';
}
