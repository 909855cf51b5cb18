import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A way to a host that takes longer than the real one. */
export interface SlowWay {
  readonly port: number;
  close(): void;
}

/** Listens on loopback and passes everything on to a host, each byte so many milliseconds later: half of a round trip each way. */
export async function slowWay(
  address: string,
  to: { readonly address: string; readonly port: number },
  roundTrip: number,
): Promise<SlowWay> {
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ host: to.address, port: to.port, noDelay: true });
    pass(near, far, roundTrip / 2);
    pass(far, near, roundTrip / 2);
  });
  server.listen({ port: 0, host: address, backlog: 1_024 });
  await once(server, 'listening');
  const own = server.address();
  if (own === null || typeof own === 'string') throw new Error('no port');
  return { port: own.port, close: () => server.close() };
}

/** What is written keeps its order, for all of it waits equally long. */
function pass(from: Socket, to: Socket, delay: number): void {
  const later = (act: () => void): void => {
    if (delay === 0) act();
    else setTimeout(act, delay);
  };
  from.on('data', (chunk) => later(() => void (to.destroyed || to.write(chunk))));
  from.on('end', () => later(() => to.end()));
  from.on('error', () => to.destroy());
  from.on('close', () => later(() => to.destroy()));
}
