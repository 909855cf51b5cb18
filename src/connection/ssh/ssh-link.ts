import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Client } from 'ssh2';

const closeSeconds = 2;

/** An authenticated client and the stream below it. */
export interface SshLink {
  readonly client: Client;
  readonly stream: Duplex;
}

/** Ends a link: says goodbye, lets what was written go out, and after 2 s destroys what is left. Never throws. */
export async function endLink({ client, stream }: SshLink): Promise<void> {
  if (stream.closed || stream.destroyed) return;
  const closed = new Promise<void>((resolve) => client.once('close', () => resolve()));
  const late = setTimeout(() => stream.destroy(), closeSeconds * 1000);
  client.end();
  if (stream instanceof Socket) stream.destroySoon();
  else stream.destroy();
  await closed;
  clearTimeout(late);
}
