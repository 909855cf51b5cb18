import type { Json } from '../json.ts';
import type { Place } from './file.ts';

/** Opens what is encrypted in files that people wrote. */
export interface Vault {
  /** The clear text of a file or a single value. Throws GorunError `vault/*` with the place given. */
  open(sealed: string, place: Place): Promise<string>;
  /** Makes known what must never be shown: called with every value that was opened. */
  hide(value: Json): void;
  /** Single values stay encrypted (their nodes then hold an empty text): for whoever only lists what is there. */
  readonly leavesValues?: boolean;
}

const ageBegin = '-----BEGIN AGE ENCRYPTED FILE-----';

/** Says whether a text is encrypted as a whole, by its first line. */
export function isSealed(text: string): boolean {
  return text.startsWith('$ANSIBLE_VAULT;') || text.trimStart().startsWith(ageBegin);
}

/** The tags of a single value that is encrypted. */
export const vaultTags: readonly string[] = ['!vault', '!vault-encrypted'];
