import { createHash, randomUUID } from 'node:crypto';
import { basename, join } from 'node:path';
import { type HostConfig, type LabConfig, readConfig } from './config.ts';
import { frontFaults } from './faults/front.ts';
import { makeHost, removeHost } from './host/make.ts';
import { inventoryYaml } from './inventory.ts';
import { type LinuxOrder, linuxOrders } from './linux/order.ts';
import { linuxPlace } from './linux/place.ts';
import { setUpLinux } from './linux/setup.ts';
import { linuxUp } from './linux/up.ts';
import { type HostOrder, hostOrders, type LabUpOptions } from './order.ts';
import { type LabPlaces, labPlaces } from './places.ts';
import { writeWhole } from './process/json-file.ts';
import { withLock } from './process/lock.ts';
import { type LabProgress, step } from './progress.ts';
import { startServer, stopServer } from './server-start.ts';
import { setUp } from './setup.ts';
import { clientKeys, hostKeys, LAB_PASSWORD, makeHostKeys, publicKeyLine } from './ssh/keys.ts';

/** A host that is up. */
export interface LabHost {
  readonly name: string;
  readonly port: number;
  /** The Linux folder that the host is. */
  readonly prefix: string;
  /** `SHA256:…` */
  readonly hostKeyFingerprint: string;
}

/** A Linux host that is up. */
export interface LinuxLabHost {
  readonly name: string;
  /** Its own address on the loopback. */
  readonly address: string;
  readonly port: number;
  readonly user: 'root';
  /** The private key that root and deploy accept. */
  readonly keyFile: string;
  readonly knownHosts: string;
  /** The host's root directory on this machine. What hosts share with the machine (/usr, /proc, /dev) is empty in it. */
  readonly root: string;
}

/** A lab that is up. */
export interface Lab {
  /** The Windows hosts. */
  readonly hosts: readonly LabHost[];
  readonly linux: readonly LinuxLabHost[];
  readonly inventoryPath: string;
  readonly knownHosts: string;
  readonly privateKey: string;
  readonly depotDir: string;
}

/**
 * Sets up what is missing, makes and starts the hosts, writes the inventory. A host that was made to the same order stays as it
 * is, upgraded or broken as it may be, unless `fresh`.
 * @throws GorunError `lab/missing`, `lab/failed`, `cli/usage`
 */
export async function labUp(options: LabUpOptions = {}, progress: LabProgress = () => {}): Promise<Lab> {
  const places = labPlaces(options.instance);
  const orders = hostOrders(options);
  const linux = linuxOrders(options);
  const names = orders.map((order) => order.name);
  if (orders.length > 0) await setUp(places, [...new Set(orders.map((order) => order.go))], progress);
  if (linux.length > 0) await setUpLinux(places, linux, progress);
  return withLock(join(places.instance, 'up.lock'), async () => {
    for (const gone of readConfig(places.config)?.hosts ?? []) {
      if (names.includes(gone.name)) continue;
      await stopServer(places);
      await removeHost(gone.prefix);
    }
    const config = await writeConfig(places, orders, options.shell ?? 'cmd');
    const ports =
      orders.length === 0 ? {} : await windowsUp(places, orders, options.fresh === true, progress);
    const port = await linuxUp(places, linux, options.fresh === true, progress);
    return describe(places, config, ports, linuxHosts(places, linux, port), options);
  });
}

async function windowsUp(
  places: LabPlaces,
  orders: readonly HostOrder[],
  fresh: boolean,
  progress: LabProgress,
): Promise<Readonly<Record<string, number>>> {
  await step(
    progress,
    'hosts',
    `make ${orders.length} ${orders.length === 1 ? 'host' : 'hosts'} (2 s)`,
    async () => {
      for (const order of orders) await makeHost(places, order, fresh);
    },
  );
  return step(progress, 'start', 'start the hosts and their SSH (3 s)', () =>
    startServer(
      places,
      orders.map(({ name }) => name),
    ),
  );
}

function linuxHosts(places: LabPlaces, orders: readonly LinuxOrder[], port: number): LinuxLabHost[] {
  return orders.map(({ name, address }) => ({
    name,
    address,
    port,
    user: 'root',
    keyFile: clientKeys(places).plain,
    knownHosts: places.knownHosts,
    root: linuxPlace(places, name).root,
  }));
}

async function writeConfig(
  places: LabPlaces,
  orders: readonly HostOrder[],
  shell: 'cmd' | 'powershell',
): Promise<LabConfig> {
  const hosts: HostConfig[] = [];
  for (const [at, { name, go, faults }] of orders.entries()) {
    await makeHostKeys(places, name);
    const keys = hostKeys(places, name);
    hosts.push({
      name,
      port: basename(places.instance) === 'default' ? 2201 + at : 0,
      prefix: join(places.hosts, name),
      hostKey: keys.own,
      changedHostKey: keys.changed,
      shell,
      faults: frontFaults(faults),
      go,
      ordered: faults,
      order: randomUUID(),
    });
  }
  const keys = clientKeys(places);
  const config = {
    hosts,
    authorizedKeys: [publicKeyLine(keys.plain), publicKeyLine(keys.encrypted)],
    password: LAB_PASSWORD,
  };
  writeWhole(places.config, `${JSON.stringify(config, null, 2)}\n`, 0o600);
  return config;
}

function describe(
  places: LabPlaces,
  config: LabConfig,
  ports: Readonly<Record<string, number>>,
  linux: readonly LinuxLabHost[],
  options: LabUpOptions,
): Lab {
  const hosts = config.hosts.map((host) => ({
    name: host.name,
    port: ports[host.name] ?? 0,
    prefix: host.prefix,
    hostKeyFingerprint: fingerprint(host.hostKey),
  }));
  const known = [
    ...config.hosts.map((host) => `[127.0.0.1]:${ports[host.name]} ${publicKeyLine(host.hostKey)}`),
    ...linux.map(
      ({ name, address, port }) => `[${address}]:${port} ${publicKeyLine(hostKeys(places, name).own)}`,
    ),
  ];
  writeWhole(places.knownHosts, `${known.join('\n')}\n`);
  // A lab beside the default one never overwrites the project's own inventory unasked.
  const project = options.project ?? (options.instance === undefined ? process.cwd() : places.instance);
  const inventoryPath = join(project, 'inventories/lab.yml');
  const privateKey = clientKeys(places).plain;
  const yaml = inventoryYaml({
    hosts,
    linux,
    user: 'Administrator',
    privateKey,
    knownHosts: places.knownHosts,
    depot: options.depot ?? places.depot,
  });
  writeWhole(inventoryPath, yaml);
  return { hosts, linux, inventoryPath, knownHosts: places.knownHosts, privateKey, depotDir: places.depot };
}

/** `SHA256:…` of a host key, as OpenSSH prints it. */
function fingerprint(key: string): string {
  const blob = Buffer.from(publicKeyLine(key).split(' ')[1] ?? '', 'base64');
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}
