const magic = 'openssh-key-v1\0';

/**
 * The public key inside of a private key file in OpenSSH's format, which is readable without the passphrase
 * (PROTOCOL.key of OpenSSH); or of a `.pub` file. Undefined where the text is neither.
 */
export function publicHalf(text: string): Buffer | undefined {
  const [, body] = /-----BEGIN OPENSSH PRIVATE KEY-----([\s\S]*?)-----END/.exec(text) ?? [];
  if (body !== undefined) return fromOpenSsh(Buffer.from(body, 'base64'));
  const [, key] = /^[a-z][\w@.-]+[ \t]+([A-Za-z0-9+/=]+)/.exec(text) ?? [];
  return key === undefined ? undefined : Buffer.from(key, 'base64');
}

function fromOpenSsh(data: Buffer): Buffer | undefined {
  if (data.subarray(0, magic.length).toString('latin1') !== magic) return undefined;
  let at = magic.length;
  const field = (): Buffer | undefined => {
    if (at + 4 > data.length) return undefined;
    const start = at + 4;
    at = start + data.readUInt32BE(at);
    return at <= data.length ? data.subarray(start, at) : undefined;
  };
  for (const _name of ['cipher', 'kdf', 'kdf options']) if (field() === undefined) return undefined;
  at += 4; // number of keys, always 1
  return field();
}
