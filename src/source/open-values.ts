import { type Document, isScalar, type Scalar, type ScalarTag, visit } from 'yaml';
import { GorunError, GorunErrors } from '../errors/gorun-error.ts';
import type { Opened } from './convert.ts';
import { errorAt } from './error-at.ts';
import type { SourceFile } from './file.ts';
import { type Vault, vaultTags } from './vault.ts';

/** Lets the YAML library keep the encrypted text of a `!vault` value. */
export const sealedTags: ScalarTag[] = vaultTags.map((tag) => ({ tag, resolve: (text) => text }));

/** Where nobody has keys. */
export const noVault: Vault = {
  open: (_sealed, place) =>
    Promise.reject(errorAt(place, 'vault/no-key', 'This is encrypted, and no key was given.')),
  hide: () => {},
};

/** Opens the single values of a document that are encrypted. Throws GorunErrors with all that cannot be opened. */
export async function openValues(file: SourceFile, document: Document.Parsed, vault: Vault): Promise<Opened> {
  const opened = new Map<Scalar, string>();
  const sealed = sealedScalars(file, document);
  if (vault.leavesValues === true) return new Map(sealed.map((scalar) => [scalar, '']));
  const problems: GorunError[] = [];
  const each = sealed.map(async (scalar) => {
    try {
      const clear = await vault.open(String(scalar.value), file.place(scalar.range?.[0] ?? 0));
      vault.hide(clear);
      opened.set(scalar, clear);
    } catch (error) {
      if (!(error instanceof GorunError)) throw error;
      // A key that cannot be read is wrong for all of them.
      if (error.position === undefined) throw error;
      problems.push(error);
    }
  });
  await Promise.all(each);
  if (problems.length > 0) throw new GorunErrors(problems.toSorted((a, b) => lineOf(a) - lineOf(b)));
  return opened;
}

function lineOf({ position }: GorunError): number {
  return position?.line ?? 0;
}

function sealedScalars(file: SourceFile, document: Document.Parsed): readonly Scalar[] {
  const found: Scalar[] = [];
  // Most files have none: a search in the text costs nothing, a walk through 10,000 hosts does.
  if (!file.text.includes('!vault')) return found;
  visit(document, {
    Scalar: (_key, scalar) => {
      if (isScalar(scalar) && scalar.tag !== undefined && vaultTags.includes(scalar.tag)) found.push(scalar);
    },
  });
  return found;
}
