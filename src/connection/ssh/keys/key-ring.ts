import { readFile } from 'node:fs/promises';
import { isMissing, systemCode } from '../../file-errors.ts';
import { type PrivateKeyResult, parsePrivateKey } from './private-key.ts';
import { publicHalf } from './public-half.ts';

/** What is known of a key file. */
export interface KeyFile {
  readonly path: string;
  readonly private: PrivateKeyResult | { readonly kind: 'missing' };
  /** The public key, where it can be told: also of an encrypted file. */
  readonly public: Buffer | undefined;
}

/** Reads and decrypts each key file once for all hosts of a run: decrypting costs 0.1 s of CPU by design. */
export class KeyRing {
  readonly #files = new Map<string, Promise<KeyFile>>();

  /** The key of a file; never throws, a file that cannot be used says why. */
  read(path: string, passphrase?: string): Promise<KeyFile> {
    const id = JSON.stringify([path, passphrase ?? null]);
    const known = this.#files.get(id);
    if (known !== undefined) return known;
    const reading = readKeyFile(path, passphrase);
    this.#files.set(id, reading);
    return reading;
  }
}

async function readKeyFile(path: string, passphrase: string | undefined): Promise<KeyFile> {
  const beside = await readFile(`${path}.pub`, 'utf8').catch(() => '');
  try {
    const text = await readFile(path, 'utf8');
    const result = parsePrivateKey(text, passphrase);
    const own = result.kind === 'key' ? result.key.getPublicSSH() : publicHalf(text);
    return { path, private: result, public: own ?? publicHalf(beside) };
  } catch (error) {
    const reason = systemCode(error) === 'EACCES' ? 'it is not readable for you' : String(error);
    const result = isMissing(error) ? { kind: 'missing' as const } : { kind: 'unusable' as const, reason };
    return { path, private: result, public: publicHalf(beside) };
  }
}
