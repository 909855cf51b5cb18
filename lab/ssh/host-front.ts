import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type HostConfig, type LabConfig, readConfig } from '../config.ts';
import { isMade } from '../host/make.ts';
import { GUEST } from '../host/snapshot.ts';
import { driveC, stopWine, wineEnvironment } from '../host/wine.ts';
import { rebootOrder, takeRebootOrder } from './reboot.ts';
import { serveConnection } from './server.ts';
import { shapeConnection } from './shaped.ts';

/** How long a restart keeps a host away. */
const DOWN_MS = 1_500;

/** The network side of one host: its port, its faults, and the process that holds its services up. */
export class HostFront {
  readonly name: string;
  readonly #host: HostConfig;
  readonly #configPath: string;
  readonly #inner: string;
  readonly #sockets = new Set<Socket>();
  readonly #drops = new Map<string, number>();
  #keeper: ChildProcess | undefined;
  #keeperUp: Promise<void> = Promise.resolve();
  #down = false;

  constructor(host: HostConfig, configPath: string) {
    this.name = host.name;
    this.#host = host;
    this.#configPath = configPath;
    // An abstract socket: no file, gone with this process.
    this.#inner = `\0gorun-lab-${process.pid}-${host.name}`;
  }

  /** Takes connections; on a free port where the wanted one is taken. Resolves to the port. */
  async listen(): Promise<number> {
    await listening(
      createServer((socket) => this.#serve(socket)),
      { path: this.#inner },
    );
    const front = () => createServer((socket) => this.#accept(socket));
    const server = await listening(front(), { host: '127.0.0.1', port: this.#host.port }).catch(() =>
      listening(front(), { host: '127.0.0.1', port: 0 }),
    );
    const address = server.address();
    setInterval(() => void this.#rebootIfOrdered(), 250);
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  /** Holds one process in the host, so that its services stay up between commands: a second less for each. */
  keepServicesUp(): Promise<void> {
    if (this.#keeper !== undefined || !isMade(this.#host.prefix)) return this.#keeperUp;
    const keeper = spawn('wine', [GUEST, 'keep'], {
      cwd: driveC(this.#host.prefix),
      env: wineEnvironment(this.#host.prefix),
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    this.#keeper = keeper;
    this.#keeperUp = new Promise((resolve) => {
      const gone = () => {
        this.#keeper = undefined;
        resolve();
      };
      keeper.on('error', gone);
      keeper.on('exit', gone);
      keeper.stdout.once('data', () => resolve());
    });
    return this.#keeperUp;
  }

  /** Cuts every connection. */
  end(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #accept(socket: Socket): void {
    // Sequential exchanges lose 42 ms each to Nagle otherwise.
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    const found = this.#config();
    // A host that is being made anew is down.
    if (found === undefined || this.#down || !isMade(found.host.prefix)) {
      socket.resetAndDestroy();
      return;
    }
    // First the keeper: what starts the host's services must not be a session, which they would hold open.
    void this.keepServicesUp().then(() => this.#admit(socket, found));
  }

  #admit(socket: Socket, found: { config: LabConfig; host: HostConfig }): void {
    const { faults, order } = found.host;
    if (faults.silent === true || socket.destroyed) return;
    const dropped = this.#drops.get(order) ?? 0;
    const drops =
      faults.dropAfterBytes !== undefined && dropped < (faults.dropTimes ?? Number.POSITIVE_INFINITY);
    if (!drops && faults.bytesPerSecond === undefined) {
      serveConnection(socket, found.host, found.config);
      return;
    }
    const shape = {
      dropAfterBytes: drops ? faults.dropAfterBytes : undefined,
      bytesPerSecond: faults.bytesPerSecond,
    };
    shapeConnection(socket, this.#inner, shape, () => this.#drops.set(order, dropped + 1));
  }

  // What `shutdown /r` inside the host asked for: every process ends, connections break, and after a while it is back.
  async #rebootIfOrdered(): Promise<void> {
    const prefix = this.#host.prefix;
    if (this.#down || rebootOrder(prefix) === undefined || (rebootOrder(prefix)?.at ?? 0) > Date.now())
      return;
    this.#down = true;
    const order = takeRebootOrder(prefix);
    this.end();
    await stopWine(prefix);
    if (order?.kind === 'stop') return;
    await delay(DOWN_MS);
    await this.keepServicesUp();
    this.#down = false;
  }

  #serve(socket: Socket): void {
    socket.on('error', () => socket.destroy());
    const found = this.#config();
    if (found === undefined) socket.destroy();
    else serveConnection(socket, found.host, found.config);
  }

  // Read again for every connection: faults can be switched while the front runs.
  #config(): { config: LabConfig; host: HostConfig } | undefined {
    const config = readConfig(this.#configPath);
    const host = config?.hosts.find((one) => one.name === this.name);
    return config === undefined || host === undefined ? undefined : { config, host };
  }
}

type Server = ReturnType<typeof createServer>;

function listening(
  server: Server,
  where: { path: string } | { host: string; port: number },
): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(where, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}
