import { spawn } from 'node:child_process';
import { GorunError } from '../src/errors/gorun-error.ts';
import { linuxStatus } from './linux/down.ts';
import { type LabPlaces, labPlaces } from './places.ts';
import { readServerState } from './server-state.ts';
import { clientKeys } from './ssh/keys.ts';

/** The command line of OpenSSH's ssh for a host of a running lab. Pure but for finding the port. */
export function sshArguments(name: string, args: readonly string[], instance?: string): string[] {
  const places = labPlaces(instance);
  const { user, address, port } = placeOf(places, name);
  if (port === undefined) {
    throw new GorunError('lab/failed', { message: `no host ${name} is up`, fix: 'Start it: gorun lab up.' });
  }
  const options = [
    `UserKnownHostsFile=${places.knownHosts}`,
    'StrictHostKeyChecking=yes',
    'IdentitiesOnly=yes',
    'BatchMode=yes',
  ];
  return [
    ...options.flatMap((option) => ['-o', option]),
    ...['-F', 'none', '-i', clientKeys(places).plain, '-p', String(port), `${user}@${address}`],
    ...args,
  ];
}

function placeOf(places: LabPlaces, name: string) {
  const linux = linuxStatus(places).find((host) => host.name === name);
  if (linux !== undefined) return { user: 'root', address: linux.address, port: linux.port };
  return { user: 'Administrator', address: '127.0.0.1', port: readServerState(places)?.ports[name] };
}

/**
 * Runs OpenSSH's ssh to a host, with this terminal.
 * @returns ssh's exit code
 * @throws GorunError `lab/failed` when the host is not up
 */
export function labSsh(name: string, args: readonly string[], instance?: string): Promise<number> {
  const child = spawn('ssh', sshArguments(name, args, instance), { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 255));
  });
}
