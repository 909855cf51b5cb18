import type { Client, ParsedKey } from 'ssh2';

type Send = (signature: Buffer) => void;
type Sign = (data: Buffer, send: Send) => void;

/** What of ssh2's inside is used here, and nowhere else: without `sign` it asks whether a key would do. */
interface Inside {
  readonly _protocol: {
    authPK(user: string, key: ParsedKey, algorithm: string | undefined, sign?: Sign): void;
  };
}

/** Of an RSA key's signatures; other keys have one only. */
const hashes: Readonly<Record<string, string>> = { 'rsa-sha2-256': 'sha256', 'rsa-sha2-512': 'sha512' };

/**
 * Lets a client prove at once that it holds a key, where it has the private half, instead of asking first whether the server would take
 * it (RFC 4252, 7): saves a round trip, and the server a second look at its list of keys. To be called after `connect`, before the handshake is over.
 *
 * ssh2 has no public way to do so; where its inside is not as expected (another version) it asks first, and the answer is false.
 */
export function signAtOnce(client: Client): boolean {
  if (!isInside(client)) return false;
  const { _protocol: protocol } = client;
  const send = protocol.authPK.bind(protocol);
  protocol.authPK = (user, key, algorithm, sign) => {
    if (sign !== undefined || !key.isPrivateKey()) return send(user, key, algorithm, sign);
    send(user, key, algorithm, (data, finish) => {
      const signature: unknown = key.sign(data, algorithm === undefined ? undefined : hashes[algorithm]);
      // ssh2 tells of it when the server says that it would take the key, and goes on to the next
      if (Buffer.isBuffer(signature)) finish(signature);
      else send(user, key, algorithm);
    });
  };
  return true;
}

function isInside(client: Client): client is Client & Inside {
  const { _protocol: protocol }: Partial<Record<keyof Inside, unknown>> = Object(client);
  if (typeof protocol !== 'object' || protocol === null) return false;
  const method: unknown = Reflect.get(protocol, 'authPK');
  return typeof method === 'function' && method.length === 4;
}
