import { GorunError } from '../errors/gorun-error.ts';
import { SourceFile } from '../source/file.ts';
import { readText } from '../source/read-text.ts';
import { isSealed } from '../source/vault.ts';
import { type Audience, sealAge } from './age.ts';
import { isAnsible } from './ansible.ts';
import type { KeyRing } from './key-ring.ts';
import { asValue, replaceValues, sealedValues } from './values.ts';

/** A file with the text that is to stand in it. */
export interface Rewritten {
  readonly path: string;
  readonly text: string;
  /** What was done, in words. */
  readonly what: string;
}

/** Encrypts a file as a whole. Throws GorunError `vault/format` where it is already. */
export async function encrypted(path: string, audience: Audience): Promise<Rewritten> {
  const text = await readText(path);
  if (isSealed(text)) {
    throw new GorunError('vault/format', {
      message: `${path} is encrypted already.`,
      fix: `For other recipients: gorun vault rekey ${path}`,
    });
  }
  return { path, text: await sealAge(text, audience), what: 'encrypted' };
}

/** Decrypts a file, or the single values in it. Throws GorunError `vault/*`. */
export async function decrypted(path: string, keys: KeyRing): Promise<Rewritten> {
  const text = await readText(path);
  if (isSealed(text)) {
    const clear = await keys.open(text, new SourceFile(path, text).place(0));
    return { path, text: clear, what: 'decrypted' };
  }
  const values = valuesOf(text, path);
  const clear = await replaceValues(
    text,
    values,
    async ({ sealed, place, isBlock }) =>
      JSON.stringify(await keys.open(sealed, place)) + (isBlock ? '\n' : ''),
  );
  return { path, text: clear, what: `decrypted ${count(values.length)}` };
}

/**
 * Encrypts a file, or the single values in it, anew. Throws GorunError `vault/*`.
 *
 * @param onlyAnsible Leaves alone what age has encrypted.
 */
export async function rekeyed(
  path: string,
  keys: KeyRing,
  audience: Audience,
  onlyAnsible: boolean,
): Promise<Rewritten> {
  const text = await readText(path);
  const what = onlyAnsible ? 'converted' : 'rekeyed';
  if (isSealed(text)) {
    if (onlyAnsible && !isAnsible(text)) return { path, text, what: 'is of age already' };
    const clear = await keys.open(text, new SourceFile(path, text).place(0));
    return { path, text: await sealAge(clear, audience), what };
  }
  const values = valuesOf(text, path).filter(({ sealed }) => !onlyAnsible || isAnsible(sealed));
  const renewed = await replaceValues(text, values, async (value) =>
    asValue(await sealAge(await keys.open(value.sealed, value.place), audience), value),
  );
  return { path, text: renewed, what: `${what} ${count(values.length)}` };
}

function valuesOf(text: string, path: string) {
  const values = sealedValues(text, path);
  if (values.length > 0) return values;
  throw new GorunError('vault/format', {
    message: `${path} is not encrypted, and no value in it is.`,
    fix: `Encrypt it with: gorun vault encrypt ${path}`,
  });
}

function count(values: number): string {
  return `${values} value${values === 1 ? '' : 's'}`;
}
