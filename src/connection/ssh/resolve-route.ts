import { GorunError } from '../../errors/gorun-error.ts';
import type { HostOptions } from './config/host-options.ts';
import type { SshEnvironment } from './environment.ts';
import { type HopWishes, resolveHop } from './resolve-hop.ts';
import type { HopSettings, SshRoute } from './settings.ts';

const longestRoute = 8;

/** Looks up what ~/.ssh/config says about a host. */
export type OptionsLookup = (host: string, user: string | undefined) => HostOptions;

/**
 * Finds the way to a host: the jump hosts of ProxyJump, then the host. Throws `connection/config`.
 * As with OpenSSH, only the first jump host of a list may be reached through jump hosts of its own.
 */
export function resolveRoute(
  wishes: HopWishes,
  options: HostOptions,
  lookup: OptionsLookup,
  environment: SshEnvironment,
): SshRoute {
  const target = resolveHop(wishes, options, environment);
  const jumps: HopSettings[] = [];
  let specs = jumpSpecs(options, wishes.name);
  while (specs.length > 0) {
    const hops = specs.map((spec) => {
      const jump = parseJump(spec, wishes);
      return { options: lookup(jump.host, jump.user), jump };
    });
    jumps.unshift(...hops.map((hop) => resolveHop(hop.jump, hop.options, environment)));
    if (jumps.length > longestRoute) throw tooLong(wishes.name, jumps);
    const [first] = hops;
    specs = first === undefined ? [] : jumpSpecs(first.options, first.jump.name);
  }
  return { jumps, target };
}

function jumpSpecs(options: HostOptions, name: string): string[] {
  const { proxyJump, proxyCommand } = options;
  if (proxyJump !== undefined) return proxyJump.toLowerCase() === 'none' ? [] : proxyJump.split(/\s*,\s*/);
  if (proxyCommand === undefined || proxyCommand.toLowerCase() === 'none') return [];
  throw new GorunError('connection/config', {
    message: `${name}: ~/.ssh/config has a ProxyCommand for it, which gorun does not run.`,
    fix: 'Use ProxyJump instead, or set `ProxyCommand none` for this host.',
  });
}

/** `[user@]host[:port]` or `ssh://…`; the files of known hosts and their rule are those of the host behind. */
function parseJump(spec: string, behind: HopWishes): HopWishes {
  const text = spec.replace(/^ssh:\/\//, '').replace(/\/$/, '');
  const [, user, bracketed, plain, port] = /^(?:(.+)@)?(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  if (host === undefined) {
    throw new GorunError('connection/config', {
      message: `${behind.name}: "${spec}" in ProxyJump is not [user@]host[:port].`,
      fix: 'Correct ProxyJump in ~/.ssh/config or ansible_ssh_common_args.',
    });
  }
  return {
    name: host,
    host,
    user,
    port: port === undefined ? undefined : Number(port),
    knownHostsFiles: behind.knownHostsFiles,
    acceptNew: behind.acceptNew,
    connectTimeout: behind.connectTimeout,
  };
}

function tooLong(name: string, jumps: readonly HopSettings[]): GorunError {
  const way = jumps.map((jump) => jump.name).join(' -> ');
  return new GorunError('connection/config', {
    message: `${name}: ProxyJump leads through more than ${longestRoute} hosts (${way} …).`,
    fix: 'Look for a ProxyJump in ~/.ssh/config that leads back to itself, as under `Host *`.',
  });
}
