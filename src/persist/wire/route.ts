import { resolve } from 'node:path';
import type { BecomeUser } from '../../connection/become/become-user.ts';
import type { HopSettings, SshRoute } from '../../connection/ssh/settings.ts';
import type { SentHop, Wanted } from './messages.ts';

/** Where a route leads, for the keeper, whose working directory is another: relative paths are made absolute. */
export function wantedOf(
  host: { readonly name: string; readonly platform: 'windows' | 'posix' },
  { jumps, target }: SshRoute,
  become: BecomeUser | undefined,
): Wanted {
  const { name, platform } = host;
  return {
    name,
    platform,
    jumps: jumps.map(sentHop),
    target: sentHop(target),
    ...(become === undefined
      ? {}
      : {
          become: {
            method: become.method,
            user: become.user,
            flags: [...become.flags],
            ...(become.password === undefined ? {} : { password: become.password }),
          },
        }),
  };
}

/** The route again. */
export function routeOf({ jumps, target }: Wanted): SshRoute {
  return { jumps: jumps.map(hopOf), target: hopOf(target) };
}

/** Who does the work there. */
export function becomeOf({ become }: Wanted): BecomeUser | undefined {
  return become === undefined ? undefined : { ...become, password: become.password };
}

function sentHop({ knownHosts, identities, password, ...hop }: HopSettings): SentHop {
  const { named, files, only, agentSocket } = identities;
  return {
    ...hop,
    knownHosts: {
      userFiles: knownHosts.userFiles.map((path) => resolve(path)),
      globalFiles: knownHosts.globalFiles.map((path) => resolve(path)),
      acceptNew: knownHosts.acceptNew,
    },
    identities: {
      files: files.map((path) => resolve(path)),
      only,
      ...(named === undefined
        ? {}
        : {
            named: {
              path: resolve(named.path),
              ...(named.passphrase === undefined ? {} : { passphrase: named.passphrase }),
            },
          }),
      ...(agentSocket === undefined ? {} : { agentSocket: resolve(agentSocket) }),
    },
    ...(password === undefined ? {} : { password }),
  };
}

function hopOf({ knownHosts, identities, password, ...hop }: SentHop): HopSettings {
  const [first = '/dev/null', ...more] = knownHosts.userFiles;
  const { named, files, only, agentSocket } = identities;
  return {
    ...hop,
    knownHosts: { ...knownHosts, userFiles: [first, ...more] },
    identities: {
      named: named === undefined ? undefined : { path: named.path, passphrase: named.passphrase },
      files,
      only,
      agentSocket,
    },
    password,
  };
}
