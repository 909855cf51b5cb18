import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { identityToRecipient } from 'age-encryption';
import { GorunError } from '../errors/gorun-error.ts';
import type { Audience } from './age.ts';
import type { KeyRing } from './key-ring.ts';

/** For whom a project encrypts: one recipient of age a line. It holds no secret and belongs into version control. */
export const recipientsFile = '.gorun-recipients';

/** What the command line says of for whom to encrypt. */
export interface AudienceWishes {
  /** `--recipient age1…` */
  readonly recipients: readonly string[];
  /** A passphrase stands on the command line itself: it is meant more than what stands in files. */
  readonly passphraseGiven: boolean;
  /** Upwards from here the recipients file is looked for. */
  readonly folder: string;
}

/**
 * For whom to encrypt: the recipients given, a passphrase given, the nearest `.gorun-recipients`, whoever has the keys given.
 * Throws GorunError `vault/no-recipient`, `vault/key`.
 */
export async function audienceOf(wishes: AudienceWishes, keys: Pick<KeyRing, 'keys'>): Promise<Audience> {
  if (wishes.recipients.length > 0) return { recipients: wishes.recipients };
  if (!wishes.passphraseGiven) {
    const recipients = await nearestRecipients(wishes.folder);
    if (recipients.length > 0) return { recipients };
  }
  const { identities, passphrases, ansiblePasswords } = await keys.keys();
  const [passphrase = ansiblePasswords[0]] = passphrases;
  if (wishes.passphraseGiven && passphrase !== undefined) return { passphrase };
  if (identities.length > 0)
    return { recipients: await Promise.all(identities.map((identity) => identityToRecipient(identity))) };
  if (passphrase !== undefined) return { passphrase };
  throw new GorunError('vault/no-recipient', { message: 'Nothing says for whom to encrypt.' });
}

async function nearestRecipients(folder: string): Promise<readonly string[]> {
  const text = await readFile(join(folder, recipientsFile), 'utf8').catch(() => undefined);
  if (text !== undefined) {
    return text
      .split(/\r?\n/)
      .map((line) => line.replace(/#.*$/, '').trim())
      .filter((line) => line !== '');
  }
  const up = dirname(folder);
  return up === folder ? [] : nearestRecipients(up);
}
