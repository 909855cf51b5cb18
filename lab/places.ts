import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where everything of the lab lies. All paths are absolute. */
export interface LabPlaces {
  /** The lab's own folder: shared by all instances. */
  readonly root: string;
  /** Published PowerShell host, guest program, go.exe files: named by the hash of what made them. */
  readonly builds: string;
  readonly depot: string;
  readonly keys: string;
  /** Prefixes that hosts are cloned from. */
  readonly snapshots: string;
  /** Hosts, ports, host keys and inventory of one instance. */
  readonly instance: string;
  readonly hosts: string;
  readonly hostKeys: string;
  readonly config: string;
  readonly serverState: string;
  readonly serverLog: string;
  readonly knownHosts: string;
}

/** The folder of the lab: `GORUN_LAB_DIR`, else the user's cache folder. */
export function labRoot(env: NodeJS.ProcessEnv = process.env): string {
  return env.GORUN_LAB_DIR ?? join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'gorun', 'lab');
}

/** The places of one instance; instances share builds, depot, keys and snapshots. */
export function labPlaces(instance = 'default', root = labRoot()): LabPlaces {
  const own = join(root, 'instances', instance);
  return {
    root,
    builds: join(root, 'builds'),
    depot: join(root, 'depot'),
    keys: join(root, 'keys'),
    snapshots: join(root, 'snapshots'),
    instance: own,
    hosts: join(own, 'hosts'),
    hostKeys: join(own, 'host-keys'),
    config: join(own, 'config.json'),
    serverState: join(own, 'server.json'),
    serverLog: join(own, 'server.log'),
    knownHosts: join(own, 'known_hosts'),
  };
}

/** The `lab` folder of this package, where the C# and Go sources lie: in a checkout and beside a bundled `dist`. */
export function labSources(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'lab', 'powershell', 'powershell.csproj'))) {
    const up = dirname(folder);
    if (up === folder) throw new Error('the sources of the lab are not beside this program');
    folder = up;
  }
  return join(folder, 'lab');
}
