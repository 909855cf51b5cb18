import { chmodSync, lstatSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { dirname, join } from 'node:path';

/** A socket that others find by its path. */
export interface Listening {
  readonly server: Server;
  /** Whether the path still leads here: another keeper that started at the same moment may have taken it. */
  isOurs(): boolean;
  /** Takes nobody in any more. */
  stop(): void;
}

/**
 * Listens on a socket that nobody else may open. It comes to its path complete, by a rename; undefined where somebody listens there already.
 */
export async function listenAt(
  path: string,
  onSocket: (socket: Socket) => void,
): Promise<Listening | undefined> {
  const temporary = `${path}.${process.pid}`;
  rmSync(temporary, { force: true });
  const server = createServer({ pauseOnConnect: false }, onSocket);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen({ path: temporary, backlog: 4096 }, resolve);
  await promise;
  chmodSync(temporary, 0o600);
  if (await answers(path)) {
    server.close();
    rmSync(temporary, { force: true });
    return undefined;
  }
  await sweep(dirname(path));
  const { ino } = lstatSync(temporary);
  renameSync(temporary, path);
  const isOurs = () => lstatSync(path, { throwIfNoEntry: false })?.ino === ino;
  return {
    server,
    isOurs,
    stop: () => {
      server.close();
      if (isOurs()) rmSync(path, { force: true });
    },
  };
}

/** Sockets and logs of keepers that were killed. */
async function sweep(folder: string): Promise<void> {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (!name.endsWith('.sock') || (await answers(path))) continue;
    rmSync(path, { force: true });
    rmSync(path.replace(/\.sock$/, '.log'), { force: true });
  }
}

/** Whether somebody listens there. */
async function answers(path: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = createConnection(path);
  socket.once('connect', () => resolve(true));
  socket.once('error', () => resolve(false));
  try {
    return await promise;
  } finally {
    socket.destroy();
  }
}
