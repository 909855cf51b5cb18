import { armor, Decrypter, Encrypter } from 'age-encryption';
import { GorunError } from '../errors/gorun-error.ts';
import type { Place } from '../source/file.ts';
import { damaged, wrongKey } from './errors.ts';
import type { Keys } from './keys.ts';

/** For whom something is encrypted: public keys, or whoever knows a passphrase. */
export type Audience = { readonly recipients: readonly string[] } | { readonly passphrase: string };

/** 2^18 is what age itself takes; the library refuses to open more than 2^20, which would need 1 GB. */
const workFactor = 18;

/** Encrypts with age; the result is armored (text) and ends with a line end. Throws GorunError `vault/key`. */
export async function sealAge(
  clear: string,
  audience: Audience,
  scryptWorkFactor = workFactor,
): Promise<string> {
  const encrypter = new Encrypter();
  if ('passphrase' in audience) {
    encrypter.setPassphrase(audience.passphrase);
    encrypter.setScryptWorkFactor(scryptWorkFactor);
  } else for (const recipient of audience.recipients) addRecipient(encrypter, recipient);
  return armor.encode(await encrypter.encrypt(clear));
}

function addRecipient(encrypter: Encrypter, recipient: string): void {
  try {
    encrypter.addRecipient(recipient);
  } catch (cause) {
    const secret = /secret-key/i.test(recipient);
    throw new GorunError('vault/key', {
      message: secret
        ? 'A secret key stands where a recipient (age1…) belongs.'
        : `"${recipient}" is no recipient of age.`,
      fix: 'A recipient begins with age1; `gorun vault keygen` prints it.',
      cause,
    });
  }
}

/** Opens an armored age file. Throws GorunError `vault/wrong-key`, `vault/damaged` with the place. */
export async function openAge(sealed: string, keys: Keys, place: Place): Promise<string> {
  const bytes = decoded(sealed, place);
  const decrypter = new Decrypter();
  for (const identity of keys.identities) decrypter.addIdentity(identity);
  // Each passphrase costs a second of computing: only where the file has one.
  if (needsPassphrase(bytes)) for (const passphrase of keys.passphrases) decrypter.addPassphrase(passphrase);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await decrypter.decrypt(bytes));
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : '';
    if (said.startsWith('no identity matched')) throw wrongKey(place, describeAge(sealed), cause);
    if (said.includes('work factor'))
      throw damaged(place, 'Its work factor (scrypt) is beyond 2^20, which gorun does not compute.', cause);
    if (cause instanceof TypeError && said.includes('encoded data'))
      throw damaged(place, 'What is in it is not UTF-8 text.', cause);
    throw damaged(place, 'A part of it was changed or is missing.', cause);
  }
}

/** `age for a passphrase`, `age for 2 recipients`. */
export function describeAge(sealed: string): string {
  try {
    const bytes = armor.decode(sealed);
    if (needsPassphrase(bytes)) return 'age, for a passphrase';
    const count = stanzas(bytes).length;
    return `age, for ${count} recipient${count === 1 ? '' : 's'}`;
  } catch {
    return 'age';
  }
}

function decoded(sealed: string, place: Place): Uint8Array {
  try {
    return armor.decode(sealed);
  } catch (cause) {
    const end = sealed.trimEnd().endsWith('-----END AGE ENCRYPTED FILE-----');
    throw damaged(
      place,
      end
        ? 'A part of it was changed or is missing.'
        : 'Its end is missing: -----END AGE ENCRYPTED FILE-----.',
      cause,
    );
  }
}

function needsPassphrase(bytes: Uint8Array): boolean {
  return stanzas(bytes).some((line) => line.startsWith('-> scrypt '));
}

/** The first lines of the header's stanzas; a header is text, what follows is not. */
function stanzas(bytes: Uint8Array): readonly string[] {
  const [header = ''] = new TextDecoder('latin1').decode(bytes).split('\n---', 1);
  return header.split('\n').filter((line) => line.startsWith('-> ') && !/^-> \S*-grease /.test(line));
}
