import { generateKeyPairSync, randomBytes } from 'node:crypto';

/** A key pair as OpenSSH's ssh-keygen writes it. */
export interface OpensshKeyPair {
  /** The whole text of the private file, without a passphrase. */
  readonly private: string;
  /** `ssh-ed25519 AAAA… comment` */
  readonly public: string;
}

/**
 * Makes an ed25519 key pair. Here, as starting ssh-keygen for each of many hosts costs more than the key; and not by the library
 * ssh2, which cuts zeros that the public half begins with, so that OpenSSH refuses one file in 256 ("error in libcrypto").
 */
export function makeEd25519(comment: string): OpensshKeyPair {
  const { x = '', d = '' } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  const [open, seed] = [Buffer.from(x, 'base64url'), Buffer.from(d, 'base64url')];
  const type = text('ssh-ed25519');
  const blob = Buffer.concat([type, text(open)]);
  // Twice the same number, by which a reader sees that it has decrypted rightly.
  const check = randomBytes(4);
  const secret = [check, check, type, text(open), text(Buffer.concat([seed, open])), text(comment)];
  const length = secret.reduce((sum, part) => sum + part.length, 0);
  const padding = Buffer.from(Array.from({ length: (8 - (length % 8)) % 8 }, (_, at) => at + 1));
  // PROTOCOL.key of OpenSSH: magic, cipher, key derivation, its options, number of keys, public part, private part.
  const whole = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    ...[text('none'), text('none'), text('')],
    Buffer.from([0, 0, 0, 1]),
    text(blob),
    text(Buffer.concat([...secret, padding])),
  ]);
  const lines = whole.toString('base64').match(/.{1,70}/g) ?? [];
  return {
    private: `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines.join('\n')}\n-----END OPENSSH PRIVATE KEY-----\n`,
    public: `ssh-ed25519 ${blob.toString('base64')} ${comment}`,
  };
}

/** A string of RFC 4251: its length, then its bytes. */
function text(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
