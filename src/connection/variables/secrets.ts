import type { Redactor } from '../../secrets/redactor.ts';
import type { HostAddress } from '../types.ts';
import { connectionVariables } from './connection-variables.ts';

/** The names of all variables whose values must never be shown. */
export const secretVariables: readonly string[] = Object.values(connectionVariables).flatMap(
  ({ names, secret }) => (secret ? names : []),
);

/** Makes the passwords and passphrases of a host known as secrets, before anything can show them. */
export function addConnectionSecrets(address: HostAddress, secrets: Redactor): void {
  for (const name of secretVariables) secrets.add(String(address.variables[name] ?? ''));
}
