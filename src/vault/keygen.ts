import { writeFile } from 'node:fs/promises';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { GorunError } from '../errors/gorun-error.ts';

/** A key of age: what opens, and for whom to encrypt. */
export interface NewKey {
  readonly identity: string;
  readonly recipient: string;
}

/** Makes a key. */
export async function newKey(): Promise<NewKey> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/** The text of a key file, as age-keygen writes it. */
export function keyFileText({ identity, recipient }: NewKey, at: Date): string {
  return `# created: ${at.toISOString()}\n# public key: ${recipient}\n${identity}\n`;
}

/** Writes a key file that only its owner can read; never over another. Throws GorunError `vault/write`. */
export async function writeKeyFile(path: string, key: NewKey, at: Date): Promise<void> {
  try {
    await writeFile(path, keyFileText(key, at), { mode: 0o600, flag: 'wx' });
  } catch (cause) {
    const exists = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
    throw new GorunError('vault/write', {
      message: exists ? `${path} is there already.` : `${path} cannot be written.`,
      fix: exists ? 'Give another name: a key that is lost opens nothing any more.' : 'Check the folder.',
      cause,
    });
  }
}
