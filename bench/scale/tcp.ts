import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { Pending } from '../../src/connection/pending.ts';
import type { Connection, Connector, RemoteProcess } from '../../src/connection/types.ts';
import { GorunError } from '../../src/errors/gorun-error.ts';
import type { FleetOptions } from './fleet.ts';

/** The process that plays all hosts. */
export interface TcpFleet {
  readonly port: number;
  close(): void;
}

/** Starts it and waits until it listens. */
export async function startTcpFleet(options: FleetOptions): Promise<TcpFleet> {
  const server: ChildProcess = spawn(
    process.execPath,
    [join(import.meta.dirname, 'tcp-server.ts'), JSON.stringify(options)],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  if (server.stdout === null) throw new Error('no output');
  const [first] = await once(server.stdout, 'data');
  return { port: Number(String(first)), close: () => server.stdin?.end() };
}

function processOf(socket: Socket, closed: Promise<void>): RemoteProcess {
  const writes = new Pending();
  void closed.then(() => writes.end(new Error('the connection is closed')));
  return {
    stdout: socket,
    exited: closed.then(() => undefined),
    stderrTail: () => '',
    kill: () => socket.destroy(),
    write: (chunk) => writes.call<void>((done) => socket.write(chunk, (error) => done(error, undefined))),
  };
}

/** Connects to a simulated host over a socket of its own. */
export function tcpConnector(name: string, port: number): Connector {
  return {
    async connect(signal): Promise<Connection> {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
      try {
        await once(socket, 'connect', signal === undefined ? {} : { signal });
      } catch (cause) {
        throw new GorunError('connection/unreachable', { message: `${name} does not answer`, cause });
      }
      socket.on('error', () => {});
      return {
        platform: 'windows',
        files: undefined,
        closed,
        async start() {
          socket.write(`${name}\n`);
          return processOf(socket, closed);
        },
        async close() {
          socket.destroy();
        },
      };
    },
  };
}
