import type { Duplex } from 'node:stream';
import type { Client } from 'ssh2';
import ssh2 from 'ssh2';
import { GorunError } from '../../../errors/gorun-error.ts';
import { hostKeyAlgorithms } from '../known-hosts/algorithms.ts';
import type { KnownHostLine } from '../known-hosts/line.ts';
import type { HopSettings } from '../settings.ts';
import type { AttemptPlan } from './attempts.ts';
import { Authenticator } from './authenticator.ts';
import { GreetingWatch } from './greeting-watch.ts';
import { handshakeError, handshakeTimeout, refusedError } from './handshake-errors.ts';
import { HostKeyCheck } from './host-key-check.ts';
import { whereIs } from './open-socket.ts';
import { passOverHostKeys } from './pass-over-host-keys.ts';
import { signAtOnce } from './sign-at-once.ts';
import { writeTogether } from './write-together.ts';

/** What a handshake needs beside the stream. */
export interface HandshakeInput {
  readonly hop: HopSettings;
  readonly knownLines: readonly KnownHostLine[];
  readonly plan: AttemptPlan;
  readonly keepalive: { readonly seconds: number; readonly missed: number };
}

/**
 * Speaks SSH over a connected stream until the user is authenticated. The host key is judged before anything about the
 * user is sent. On failure the stream is destroyed. Throws `connection/*`, or the signal's reason.
 * ssh2 itself, not node-ssh: that one fails at the first error though ssh2 goes on to the next key, and names no cause
 * when the server closes.
 */
export async function handshake(
  stream: Duplex,
  input: HandshakeInput,
  signal: AbortSignal | undefined,
): Promise<Client> {
  const { hop, plan } = input;
  const { hostKey, ...algorithms } = hop.algorithms ?? {};
  const client = new ssh2.Client();
  const check = new HostKeyCheck(hop, input.knownLines);
  const authenticator = new Authenticator(hop.user, plan.attempts);
  const greeting = new GreetingWatch();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let lastError: Error | undefined;
  const failed = (): Error =>
    check.refusal ?? handshakeError(hop, greeting, authenticator, plan.passedOver, lastError);
  const stop = (): void => reject(signal?.reason);
  const late = setTimeout(
    () => reject(handshakeTimeout(hop, greeting, authenticator)),
    hop.connectTimeout * 1000,
  );
  signal?.addEventListener('abort', stop, { once: true });
  // stays for the life of the client: an error without a listener would end the process
  client.on('error', (error) => {
    if (isPassing(error)) return;
    lastError ??= error;
    reject(failed());
  });
  const closed = (): void => reject(failed());
  client.on('close', closed);
  client.on('change password', () => reject(passwordExpired(hop)));
  client.on('ready', () => check.remember().then(resolve, reject));
  writeTogether(stream);
  client.connect({
    sock: stream,
    username: hop.user,
    readyTimeout: 0,
    keepaliveInterval: input.keepalive.seconds * 1000,
    keepaliveCountMax: input.keepalive.missed,
    algorithms: { ...algorithms, serverHostKey: hostKeyAlgorithms(input.knownLines, hostKey) },
    hostVerifier: (key: Buffer) => check.accepts(key),
    authHandler: (allowed, partial, next) => {
      const method = authenticator.next(allowed, partial);
      if (method === undefined) reject(refusedError(hop, authenticator, plan.passedOver));
      else next(method);
    },
  });
  signAtOnce(client);
  passOverHostKeys(client);
  greeting.watch(stream);
  try {
    signal?.throwIfAborted();
    await promise;
  } catch (error) {
    client.end();
    stream.destroy();
    throw error;
  } finally {
    clearTimeout(late);
    client.off('close', closed);
    signal?.removeEventListener('abort', stop);
  }
  return client;
}

/** Errors after which ssh2 goes on by itself with the next key. */
function isPassing(error: Error & { level?: string }): boolean {
  return error.level === 'agent' || error.level === 'client-authentication';
}

function passwordExpired(hop: HopSettings): GorunError {
  return new GorunError('connection/authentication', {
    message: `${whereIs(hop)}: the password of ${hop.user} has expired; the server wants a new one.`,
    fix: 'Log in by hand and change it, then correct ansible_password.',
  });
}
