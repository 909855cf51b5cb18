import { createPrivateKey } from 'node:crypto';
import type { ParsedKey } from 'ssh2';
import ssh2 from 'ssh2';

/** What came of reading a private key. */
export type PrivateKeyResult =
  | { readonly kind: 'key'; readonly key: ParsedKey }
  | { readonly kind: 'passphrase-needed' }
  | { readonly kind: 'passphrase-wrong' }
  | { readonly kind: 'unusable'; readonly reason: string };

/** Parses a private key: OpenSSH's format, PEM (RSA, EC; also PKCS#8) and PuTTY's, encrypted or not. */
export function parsePrivateKey(text: string, passphrase: string | undefined): PrivateKeyResult {
  if (/^-----BEGIN (ENCRYPTED )?PRIVATE KEY-----/m.test(text)) return parsePkcs8(text, passphrase);
  const parsed = parseQuietly(text, passphrase);
  if (!(parsed instanceof Error)) {
    return parsed.isPrivateKey()
      ? { kind: 'key', key: parsed }
      : { kind: 'unusable', reason: 'it is a public key' };
  }
  return whatIsWrong(parsed.message, passphrase);
}

function whatIsWrong(message: string, passphrase: string | undefined): PrivateKeyResult {
  // ssh2's words for "encrypted": "no passphrase given" or "cannot decrypt", depending on the format
  if (passphrase === undefined && /encrypted|passphrase/i.test(message)) return { kind: 'passphrase-needed' };
  if (/passphrase|integrity check|decrypt|bad decrypt/i.test(message)) return { kind: 'passphrase-wrong' };
  return { kind: 'unusable', reason: message };
}

/** ssh2 does not read PKCS#8; Node does, and writes what ssh2 reads. */
function parsePkcs8(text: string, passphrase: string | undefined): PrivateKeyResult {
  if (text.includes('ENCRYPTED PRIVATE KEY') && passphrase === undefined)
    return { kind: 'passphrase-needed' };
  try {
    const key = createPrivateKey(passphrase === undefined ? text : { key: text, passphrase });
    if (key.asymmetricKeyType !== 'rsa' && key.asymmetricKeyType !== 'ec') {
      const reason = `it is a PKCS#8 file with an ${key.asymmetricKeyType} key; \`ssh-keygen -p -f FILE\` rewrites it in OpenSSH's format`;
      return { kind: 'unusable', reason };
    }
    const pem = key.export({ type: key.asymmetricKeyType === 'rsa' ? 'pkcs1' : 'sec1', format: 'pem' });
    return parsePrivateKey(pem.toString(), undefined);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return passphrase === undefined ? { kind: 'unusable', reason } : { kind: 'passphrase-wrong' };
  }
}

/** ssh2 answers most defects with an Error, some by throwing it; OpenSSH's format may come as a list of one. */
function parseQuietly(text: string, passphrase: string | undefined): ParsedKey | Error {
  try {
    const parsed: ParsedKey | Error | readonly ParsedKey[] = ssh2.utils.parseKey(text, passphrase);
    if (!isList(parsed)) return parsed;
    return parsed[0] ?? new Error('it holds no key');
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function isList(value: ParsedKey | Error | readonly ParsedKey[]): value is readonly ParsedKey[] {
  return Array.isArray(value);
}
