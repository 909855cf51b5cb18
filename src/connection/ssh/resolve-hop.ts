import { GorunError } from '../../errors/gorun-error.ts';
import { algorithmSettings } from './config/algorithms.ts';
import type { HostOptions } from './config/host-options.ts';
import { expandPath, type TokenValues } from './config/tokens.ts';
import type { SshEnvironment } from './environment.ts';
import type { HopSettings } from './settings.ts';

/** What comes from the inventory, the command line or the way a jump host is written; wins over ~/.ssh/config. */
export interface HopWishes {
  readonly name: string;
  readonly host: string;
  readonly port?: number | undefined;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  readonly privateKeyFile?: string | undefined;
  readonly passphrase?: string | undefined;
  readonly knownHostsFiles?: readonly string[] | undefined;
  readonly acceptNew?: boolean | undefined;
  readonly connectTimeout?: number | undefined;
}

const defaultKeys = ['id_rsa', 'id_ecdsa', 'id_ed25519']; // in OpenSSH's order
const defaultKnownHosts = ['~/.ssh/known_hosts', '~/.ssh/known_hosts2'];
const defaultGlobalKnownHosts = ['/etc/ssh/ssh_known_hosts', '/etc/ssh/ssh_known_hosts2'];
const defaultConnectTimeout = 20;

/** Puts wishes, ~/.ssh/config and defaults together. Throws `connection/config`. */
export function resolveHop(
  wishes: HopWishes,
  options: HostOptions,
  environment: SshEnvironment,
): HopSettings {
  const port = wishes.port ?? portOf(options.port, wishes.name) ?? 22;
  const user = wishes.user ?? options.user ?? environment.userName;
  const host = expandHostName(options.hostName, wishes.host);
  const values: TokenValues = {
    homeDir: environment.homeDir,
    localUser: environment.userName,
    originalHost: wishes.host,
    host,
    port,
    user,
    variables: environment.variables,
  };
  const path = (text: string): string => expandPath(text, values);
  const files = options.identityFiles.filter((file) => file.toLowerCase() !== 'none');
  const algorithms = algorithmSettings(options);
  const wishedFiles = wishes.knownHostsFiles?.map(path);
  const [firstFile, ...moreFiles] =
    wishedFiles ?? knownHostsFiles(options.userKnownHostsFiles, defaultKnownHosts).map(path);
  return {
    name: wishes.name,
    host,
    port,
    user,
    hostKeyName: (options.hostKeyAlias ?? host).toLowerCase(),
    knownHosts: {
      userFiles: [firstFile ?? '/dev/null', ...moreFiles],
      globalFiles: wishedFiles
        ? []
        : knownHostsFiles(options.globalKnownHostsFiles, defaultGlobalKnownHosts).map(path),
      acceptNew: wishes.acceptNew ?? acceptsNew(options.strictHostKeyChecking),
    },
    identities: {
      named: wishes.privateKeyFile
        ? { path: path(wishes.privateKeyFile), passphrase: wishes.passphrase }
        : undefined,
      files: (options.identityFiles.length > 0 ? files : defaultKeys.map((key) => `~/.ssh/${key}`)).map(path),
      only: options.identitiesOnly?.toLowerCase() === 'yes',
      agentSocket: agentSocket(options.identityAgent, environment, path),
    },
    password: wishes.password,
    connectTimeout: wishes.connectTimeout ?? secondsOf(options.connectTimeout) ?? defaultConnectTimeout,
    ...(algorithms === undefined ? {} : { algorithms }),
  };
}

/** HostName knows only %h (the name as given) and %%. */
function expandHostName(hostName: string | undefined, given: string): string {
  return (hostName ?? given).replace(/%[h%]/g, (token) => (token === '%h' ? given : '%'));
}

function knownHostsFiles(
  configured: readonly string[] | undefined,
  defaults: readonly string[],
): readonly string[] {
  if (configured === undefined) return defaults;
  return configured.filter((file) => file.toLowerCase() !== 'none');
}

/** `no` and `off` are read as accept-new: gorun never talks to a host whose key has changed. */
function acceptsNew(strict: string | undefined): boolean {
  return ['accept-new', 'no', 'off'].includes(strict?.toLowerCase() ?? '');
}

function agentSocket(
  configured: string | undefined,
  environment: SshEnvironment,
  path: (text: string) => string,
): string | undefined {
  const own = environment.variables.SSH_AUTH_SOCK || undefined;
  if (configured === undefined || configured === 'SSH_AUTH_SOCK') return own;
  if (configured.toLowerCase() === 'none') return undefined;
  return configured.startsWith('$') && !configured.startsWith('${')
    ? environment.variables[configured.slice(1)]
    : path(configured);
}

function portOf(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new GorunError('connection/config', {
    message: `${name}: "${text}" is not a port (1 to 65535).`,
    fix: 'Correct Port in ~/.ssh/config.',
  });
}

function secondsOf(text: string | undefined): number | undefined {
  const seconds = Number(text);
  return seconds > 0 ? seconds : undefined; // `none` and 0 leave it to the default
}
