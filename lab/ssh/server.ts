import { timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import ssh2, { type AuthContext } from 'ssh2';
import type { HostConfig, LabConfig } from '../config.ts';
import { serveExec } from './exec.ts';
import { serveSftp } from './sftp.ts';

/** Speaks SSH on one accepted socket, as the Windows sshd of one host. */
export function serveConnection(socket: Socket, host: HostConfig, config: LabConfig): void {
  const key = host.faults.changedHostKey === true ? host.changedHostKey : host.hostKey;
  const server = new ssh2.Server(
    { hostKeys: [readFileSync(key)], ident: 'OpenSSH_for_Windows_9.5' },
    (client) => {
      client.on('authentication', (context) => authenticate(context, config));
      client.on('error', () => socket.destroy());
      client.on('ready', () => client.on('session', (accept) => serveSession(accept(), host)));
    },
  );
  server.injectSocket(socket);
}

function serveSession(session: ssh2.Session, host: HostConfig): void {
  session.on('pty', (accept) => accept?.());
  session.on('env', (accept) => accept?.());
  session.on('window-change', (accept) => accept?.());
  session.on('exec', (accept, _reject, info) => serveExec(accept(), session, info.command, host));
  session.on('shell', (accept) => serveExec(accept(), session, undefined, host));
  session.on('sftp', (accept) => serveSftp(accept(), host.prefix));
}

function authenticate(context: AuthContext, config: LabConfig): void {
  if (mayEnter(context, config)) context.accept();
  else context.reject(['publickey', 'password']);
}

function mayEnter(context: AuthContext, config: LabConfig): boolean {
  if (!/^(?:[^\\]+\\)?administrator$/i.test(context.username)) return false;
  if (context.method === 'password') return same(context.password, config.password);
  return context.method === 'publickey' && keyIsGood(context, config);
}

function keyIsGood(context: ssh2.PublicKeyAuthContext, config: LabConfig): boolean {
  return config.authorizedKeys.some((line) => {
    const allowed = ssh2.utils.parseKey(line);
    if (allowed instanceof Error || !allowed.getPublicSSH().equals(context.key.data)) return false;
    // Without a signature the client only asks whether the key would do.
    if (context.signature === undefined || context.blob === undefined) return true;
    return allowed.verify(context.blob, context.signature, context.hashAlgo) === true;
  });
}

function same(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
