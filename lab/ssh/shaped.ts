import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** Faults of the network between a client and a host. */
export interface Shape {
  /** Cut the connection after this many bytes from the host. */
  readonly dropAfterBytes: number | undefined;
  /** Bytes a second from the host. */
  readonly bytesPerSecond: number | undefined;
}

/** Joins a client's socket with the plain SSH front behind `inner`, playing the faults of the network on the way to the client. */
export function shapeConnection(client: Socket, inner: string, shape: Shape, onDrop: () => void): void {
  const host = connect(inner);
  const end = () => {
    client.destroy();
    host.destroy();
  };
  host.on('error', end);
  host.on('close', end);
  client.on('close', end);
  client.pipe(host);
  void pump(host, client, shape, onDrop).then(end, end);
}

async function pump(host: Socket, client: Socket, shape: Shape, onDrop: () => void): Promise<void> {
  let sent = 0;
  for await (const piece of host) {
    let rest: Buffer = Buffer.from(piece);
    while (rest.length > 0) {
      const burst =
        shape.bytesPerSecond === undefined ? rest.length : Math.max(1, Math.floor(shape.bytesPerSecond / 10));
      const left = shape.dropAfterBytes === undefined ? rest.length : shape.dropAfterBytes - sent;
      const part = rest.subarray(0, Math.min(burst, left, rest.length));
      rest = rest.subarray(part.length);
      sent += part.length;
      if (!client.write(part)) await new Promise((resolve) => client.once('drain', resolve));
      if (shape.dropAfterBytes !== undefined && sent >= shape.dropAfterBytes) {
        onDrop();
        return;
      }
      if (shape.bytesPerSecond !== undefined) await delay(100);
    }
  }
}
