import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import { ScriptedServer } from './scripted-server.ts';
import { testConnector } from './ssh-client.ts';

let server: ScriptedServer | undefined;

afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function connectTo(serve: (socket: Socket) => void, more: JsonObject = {}): Promise<unknown> {
  server = await ScriptedServer.start(serve);
  return await attempt(server.port, more);
}

function attempt(port: number, more: JsonObject = {}, signal?: AbortSignal): Promise<unknown> {
  const variables = { ansible_host: '127.0.0.1', ansible_port: port, ansible_user: 'root', ...more };
  return testConnector('/nonexistent', variables)
    .connect(signal)
    .then(
      () => 'connected',
      (error: unknown) => error,
    );
}

const greeting = 'SSH-2.0-Test\r\n';
const unreachable = (words: string) => ({
  code: 'connection/unreachable',
  message: expect.stringContaining(words),
});

describe('connecting says in words', () => {
  it('that nothing listens', async () => {
    const gone = await ScriptedServer.start(() => {});
    await gone.stop();
    expect(await attempt(gone.port)).toMatchObject(
      unreachable(`web1 (127.0.0.1:${gone.port}) refuses the connection.`),
    );
  });

  it('that the name has no address', async () => {
    const error = await attempt(22, { ansible_host: 'no-such-host.invalid' });
    expect(error).toMatchObject(unreachable('cannot be found'));
  });

  it('that the server resets the connection', async () => {
    expect(await connectTo((socket) => socket.resetAndDestroy())).toMatchObject(
      unreachable('reset the connection'),
    );
  });

  it('that the server resets it in the middle of the handshake', async () => {
    const error = await connectTo((socket) => {
      socket.write(greeting);
      socket.once('data', () => socket.resetAndDestroy());
    });
    expect(error).toMatchObject(unreachable('the SSH handshake failed: read ECONNRESET'));
  });

  it('that the server closes without a word', async () => {
    expect(await connectTo((socket) => socket.end())).toMatchObject(
      unreachable('closed the connection before it said anything'),
    );
  });

  it('that it is another kind of server', async () => {
    const error = await connectTo((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    expect(error).toMatchObject(unreachable('is not an SSH server: it answers "HTTP/1.1 400 Bad Request'));
  });

  it('that it talks garbage', async () => {
    const error = await connectTo((socket) => socket.end(Buffer.alloc(70_000, 0xfe)));
    expect(error).toMatchObject(unreachable('is not an SSH server'));
  });

  it('that garbage follows the greeting', async () => {
    const error = await connectTo((socket) =>
      socket.end(Buffer.concat([Buffer.from(greeting), Buffer.alloc(5000, 0x5a)])),
    );
    expect(error).toMatchObject(unreachable('the SSH handshake failed'));
  });

  it('that the server never says anything', async () => {
    const error = await connectTo(() => {}, { gorun_connect_timeout: 0.05 });
    expect(error).toMatchObject(unreachable('accepts the connection but says nothing within 0.05 s'));
  });

  it('that the server stops after its greeting', async () => {
    const error = await connectTo((socket) => socket.write(greeting), { gorun_connect_timeout: 0.05 });
    expect(error).toMatchObject(unreachable('is slow: SSH was not ready within 0.05 s'));
  });
});

describe('an abort signal', () => {
  it('stops a handshake with its own reason and closes the socket', async () => {
    const stop = new AbortController();
    const closed = Promise.withResolvers<void>();
    server = await ScriptedServer.start((socket) => {
      socket.once('data', () => stop.abort(new Error('Ctrl-C')));
      socket.once('close', () => closed.resolve());
    });
    expect(await attempt(server.port, {}, stop.signal)).toMatchObject({ message: 'Ctrl-C' });
    await closed.promise;
    expect(server.open).toBe(0);
  });

  it('that was aborted before keeps it from connecting at all', async () => {
    expect(await attempt(9, {}, AbortSignal.abort(new Error('too late')))).toMatchObject({
      message: 'too late',
    });
  });
});
