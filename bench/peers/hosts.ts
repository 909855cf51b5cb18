import { labDown, labUp } from '../../lab/index.ts';
import { labPlaces } from '../../lab/places.ts';
import { putInMemory, takeFromMemory } from './memory-disk.ts';

/** A Linux host of the lab, which all tools reach over SSH, alike. */
export interface BenchHost {
  readonly name: string;
  /** On loopback. */
  readonly address: string;
  readonly port: number;
  /** The host's root directory as it is seen from here. */
  readonly folder: string;
}

/** Hosts, and how they are reached. */
export interface BenchHosts {
  readonly hosts: readonly BenchHost[];
  readonly user: string;
  readonly privateKey: string;
  readonly knownHosts: string;
  /** Folder with archives of Go and their index. */
  readonly depot: string;
}

/** A lab of the bench's own: no other is touched. */
const instance = 'bench';

/** Starts so many Linux hosts without a Go, in memory; those that are there stay. Throws GorunError `lab/*`. */
export async function startHosts(count: number): Promise<BenchHosts> {
  if (!putInMemory(labPlaces(instance).instance))
    console.log('· the hosts lie on the disk: no file system in memory can be mounted here');
  const lab = await labUp({ linux: count, linuxGo: 'none', instance }, ({ detail, state }) => {
    if (state === 'start') console.log(`· ${detail}`);
  });
  return {
    hosts: lab.linux.map(({ name, address, port, root }) => ({ name, address, port, folder: root })),
    user: 'root',
    privateKey: lab.privateKey,
    knownHosts: lab.knownHosts,
    depot: lab.depotDir,
  };
}

/** Stops them; what is on them goes. */
export async function stopHosts(): Promise<void> {
  await labDown({ instance });
  takeFromMemory(labPlaces(instance).instance);
}
