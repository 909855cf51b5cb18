import { once } from 'node:events';
import { createConnection, createServer } from 'node:net';
import { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { writeTogether } from '../../../src/connection/ssh/connect/write-together.ts';

/** A stream that notes what reaches the system at once. */
function noted(): { readonly stream: Duplex; readonly sent: string[] } {
  const sent: string[] = [];
  const stream = new Duplex({
    read() {},
    writev(chunks, done) {
      sent.push(chunks.map(({ chunk }) => String(chunk)).join(''));
      done();
    },
  });
  writeTogether(stream);
  return { stream, sent };
}

it('what is written in one turn goes together, and what comes later after it', async () => {
  const { stream, sent } = noted();
  for (const part of ['length', ' payload', ' tag']) stream.write(part);
  expect(sent).toEqual([]);
  await new Promise(setImmediate);
  stream.write('second');
  await new Promise<void>((resolve) => stream.write('', () => resolve()));
  expect(sent.join('|')).toBe('length payload tag|second');
});

it('what was written before the end is sent', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const accepted = once(server, 'connection');
  const address = server.address();
  const socket = createConnection(
    typeof address === 'object' && address !== null ? address.port : 0,
    '127.0.0.1',
  );
  writeTogether(socket);
  await once(socket, 'connect');
  socket.write('one ');
  socket.write('two ');
  socket.end('three');
  const [other] = await accepted;
  expect(await text(other)).toBe('one two three');
  server.close();
});
