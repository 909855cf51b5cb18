import { closest, distance } from 'fastest-levenshtein';
import { GorunError } from '../errors/gorun-error.ts';
import type { HostAddress } from './types.ts';
import { connectionVariables } from './variables/connection-variables.ts';
import { readVariable } from './variables/declaration.ts';

const sshNames = ['ssh', 'smart', 'paramiko', 'paramiko_ssh'];
const notYet = ['winrm', 'psrp'];

/** Which connection a host's variables ask for. Throws `connection/config`. */
export function connectionName(address: HostAddress): 'ssh' | 'local' {
  const name = (readVariable(address, connectionVariables.connection) ?? 'ssh').replace(
    /^ansible\.\w+\./,
    '',
  );
  if (name === 'local') return 'local';
  if (sshNames.includes(name)) return 'ssh';
  throw unknownConnection(address.name, name);
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
