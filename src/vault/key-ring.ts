import type { Json } from '../json.ts';
import type { Redactor } from '../secrets/redactor.ts';
import { errorAt } from '../source/error-at.ts';
import type { Place } from '../source/file.ts';
import type { Vault } from '../source/vault.ts';
import { describeAnsible, isAnsible, openAnsible } from './ansible.ts';
import type { KeySources, Keys } from './keys.ts';
import { readKeys } from './read-keys.ts';

/** Opens what files hold encrypted. Keys are read when the first is met: who encrypts nothing is asked for nothing. */
export class KeyRing implements Vault {
  readonly leavesValues: boolean;
  readonly #sources: KeySources;
  readonly #secrets: Pick<Redactor, 'add'>;
  readonly #opened = new Map<string, Promise<string>>();
  #keys: Promise<Keys> | undefined;

  /** @param leavesValues Single values stay as they are; only whole files are opened. */
  constructor(sources: KeySources, secrets: Pick<Redactor, 'add'>, leavesValues = false) {
    this.#sources = sources;
    this.#secrets = secrets;
    this.leavesValues = leavesValues;
  }

  /** All keys given. Throws GorunError `vault/key`, `vault/no-terminal`. */
  keys(): Promise<Keys> {
    this.#keys ??= this.#read();
    return this.#keys;
  }

  hide(value: Json): void {
    this.#secrets.add(value);
  }

  /** Throws GorunError `vault/*`. */
  async open(sealed: string, place: Place): Promise<string> {
    const known = this.#opened.get(sealed);
    // An error has the place of the first one: the same text elsewhere is told with its own.
    if (known !== undefined) return known.catch(() => this.#open(sealed, place));
    const opening = this.#open(sealed, place);
    this.#opened.set(sealed, opening);
    return opening;
  }

  async #open(sealed: string, place: Place): Promise<string> {
    const keys = await this.keys();
    const passwords = [...keys.passphrases, ...keys.ansiblePasswords];
    if (isAnsible(sealed)) {
      if (passwords.length === 0) throw noKey(place, describeAnsible(sealed));
      return openAnsible(sealed, passwords, place);
    }
    if (!sealed.trimStart().startsWith('-----BEGIN AGE ')) {
      const message =
        'What stands here is neither age (-----BEGIN AGE ENCRYPTED FILE-----) nor Ansible vault.';
      throw errorAt(place, 'vault/format', message);
    }
    // Most runs open nothing: what computes curves is loaded by those that do.
    const { describeAge, openAge } = await import('./age.ts');
    if (keys.identities.length + keys.passphrases.length === 0) throw noKey(place, describeAge(sealed));
    return openAge(sealed, keys, place);
  }

  async #read(): Promise<Keys> {
    const keys = await readKeys(this.#sources);
    this.#secrets.add([...keys.identities, ...keys.passphrases, ...keys.ansiblePasswords]);
    return keys;
  }
}

function noKey(place: Place, what: string) {
  return errorAt(place, 'vault/no-key', `This is encrypted (${what}), and no key for it was given.`);
}
