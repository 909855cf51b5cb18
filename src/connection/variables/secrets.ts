import type { Redactor } from '../../secrets/redactor.ts';
import type { HostAddress } from '../types.ts';
import { connectionVariables } from './connection-variables.ts';

/** The names of all variables of the connection whose values must never be shown. */
export const secretVariables: readonly string[] = Object.values(connectionVariables).flatMap(
  ({ names, secret }) => (secret ? names : []),
);

/** Also those that only other connections and become methods know: ansible_become_password, ansible_winrm_password … */
const likePassword = /^(?:ansible|gorun)_(?:.*_)?(?:pass|password|passwd|passphrase)$/;

/** Whether a variable of this name holds a password or passphrase. */
export function isSecretVariable(name: string): boolean {
  return secretVariables.includes(name) || likePassword.test(name);
}

/** Whether a line of a file names such a variable: its value may stand behind it. */
export function namesSecret(line: string): boolean {
  return (line.match(/\w+/g) ?? []).some(isSecretVariable);
}

/** Makes the passwords and passphrases among variables known as secrets; what is still a template is none yet. */
export function addSecretVariables(variables: Readonly<Record<string, unknown>>, secrets: Redactor): void {
  for (const [name, value] of Object.entries(variables)) {
    if ((typeof value === 'string' || typeof value === 'number') && isSecretVariable(name))
      secrets.add(value);
  }
}

/** Makes the passwords and passphrases of a host known as secrets, before anything can show them. */
export function addConnectionSecrets(address: HostAddress, secrets: Redactor): void {
  addSecretVariables(address.variables, secrets);
}
