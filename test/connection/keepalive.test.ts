import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { handshake } from '../../src/connection/ssh/connect/handshake.ts';
import { openSocket } from '../../src/connection/ssh/connect/open-socket.ts';
import { parseKnownHosts } from '../../src/connection/ssh/known-hosts/line.ts';
import { resolveHop } from '../../src/connection/ssh/resolve-hop.ts';
import { PasswordServer } from './password-server.ts';
import { ScriptedServer } from './scripted-server.ts';

let server: PasswordServer;
let proxy: ScriptedServer;
let goSilent = (): void => {};

beforeAll(async () => {
  server = await PasswordServer.start((context) => context.accept());
  proxy = await ScriptedServer.start((near) => {
    const far = connect(server.port, '127.0.0.1');
    far.on('error', () => {});
    near.pipe(far).pipe(near);
    near.on('close', () => far.destroy());
    goSilent = () => {
      near.unpipe(far);
      far.unpipe(near);
    };
  });
});

afterAll(async () => {
  await proxy.stop();
  await server.stop();
});

it('a connection over which nothing comes back any more is ended', async () => {
  const environment = { homeDir: '/nonexistent', userName: 'root', variables: {} };
  const wishes = { name: 'web1', host: '127.0.0.1', port: proxy.port };
  const hop = resolveHop(wishes, { identityFiles: [] }, environment);
  const knownLines = parseKnownHosts(server.knownHostsLine, 'kh');
  const plan = { attempts: [], passedOver: [] };
  const keepalive = { seconds: 0.02, missed: 2 };
  const stream = await openSocket(hop, undefined);
  const client = await handshake(stream, { hop, knownLines, plan, keepalive }, undefined);
  goSilent();
  await new Promise((resolve) => client.once('close', () => resolve(undefined)));
  expect(stream.destroyed).toBe(true);
});
