/**
 * All simulated hosts behind one port of loopback: node bench/scale/tcp-server.ts FLEET, with its options as JSON. Prints the
 * port; ends with its standard input. The first line of a connection is the name of the host, all that follows the worker's.
 */
import { createServer, type Socket } from 'node:net';
import { type FleetOptions, makeFleet } from './fleet.ts';
import { knownModules } from './known-modules.ts';
import type { SimulatedHost } from './simulated-host.ts';
import { SimulatedWorker } from './simulated-worker.ts';

const fleet = makeFleet(JSON.parse(process.argv[2] ?? '{}') as FleetOptions);
const modules = await knownModules();

function workerOf(host: SimulatedHost, socket: Socket): SimulatedWorker {
  return new SimulatedWorker(
    host,
    modules,
    (text) => socket.write(text, 'latin1'),
    () => socket.end(),
  );
}

const server = createServer({ noDelay: true }, (socket) => {
  let name = '';
  let worker: SimulatedWorker | undefined;
  socket.on('error', () => {});
  socket.on('data', (chunk) => {
    if (worker !== undefined) return worker.take(chunk);
    const end = chunk.indexOf(10);
    name += chunk.toString('latin1', 0, end === -1 ? chunk.length : end);
    if (end === -1) return;
    const host = fleet.get(name);
    if (host === undefined) return socket.destroy();
    worker = workerOf(host, socket);
    worker.take(chunk.subarray(end + 1));
  });
});
server.listen({ port: 0, host: '127.0.0.1', backlog: 1_024 }, () => {
  const address = server.address();
  console.log(address !== null && typeof address === 'object' ? address.port : 0);
});
process.stdin.on('end', () => process.exit(0)).resume();
