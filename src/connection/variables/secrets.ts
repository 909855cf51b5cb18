import type { Redactor } from '../../secrets/redactor.ts';
import type { HostAddress } from '../types.ts';
import { connectionVariables } from './connection-variables.ts';

/** Makes the passwords and passphrases of a host known as secrets, before anything can show them. */
export function addConnectionSecrets(address: HostAddress, secrets: Redactor): void {
  for (const { names, secret } of Object.values(connectionVariables)) {
    if (!secret) continue;
    for (const name of names) secrets.add(String(address.variables[name] ?? ''));
  }
}
