import { createDecipheriv, createHmac, pbkdf2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { Place } from '../source/file.ts';
import { damaged, wrongKey } from './errors.ts';

const derive = promisify(pbkdf2);

/** Ansible's own encrypted text, taken apart (docs: "Format of files encrypted with Ansible Vault"). */
interface Envelope {
  /** The vault id; missing in version 1.1. */
  readonly label: string | undefined;
  readonly salt: Buffer;
  readonly mac: Buffer;
  readonly body: Buffer;
}

const header = /^\$ANSIBLE_VAULT;(?<version>[^;\s]+);(?<cipher>[^;\s]+)(?:;(?<label>\S+))?\s*$/;

/** Says whether a text is one of Ansible's. */
export function isAnsible(sealed: string): boolean {
  return sealed.trimStart().startsWith('$ANSIBLE_VAULT;');
}

/** `Ansible vault 1.2, id "prod"`. */
export function describeAnsible(sealed: string): string {
  const { version, label } = header.exec(firstLine(sealed))?.groups ?? {};
  return `Ansible vault ${version ?? ''}${label === undefined ? '' : `, id "${label}"`}`;
}

/**
 * Opens Ansible's vault 1.1 or 1.2 with the first of the passwords that fits.
 * Throws GorunError `vault/wrong-key`, `vault/damaged` with the place.
 */
export async function openAnsible(
  sealed: string,
  passwords: readonly string[],
  place: Place,
): Promise<string> {
  const envelope = parse(sealed, place);
  for (const password of passwords) {
    const clear = await openWith(envelope, password);
    if (clear === undefined) continue;
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(clear);
    } catch (cause) {
      throw damaged(place, 'What is in it is not UTF-8 text.', cause);
    }
  }
  // The checksum is keyed: a wrong password and a changed byte look alike.
  throw wrongKey(place, `${describeAnsible(sealed)}; or it was changed`);
}

async function openWith({ salt, mac, body }: Envelope, password: string): Promise<Buffer | undefined> {
  const keys = await derive(Buffer.from(password, 'utf8'), salt, 10_000, 80, 'sha256');
  const [cipherKey, macKey, iv] = [keys.subarray(0, 32), keys.subarray(32, 64), keys.subarray(64, 80)];
  const own = createHmac('sha256', macKey).update(body).digest();
  if (own.length !== mac.length || !timingSafeEqual(own, mac)) return undefined;
  const decipher = createDecipheriv('aes-256-ctr', cipherKey, iv);
  return unpadded(Buffer.concat([decipher.update(body), decipher.final()]));
}

/** PKCS #7, which Ansible adds although a counter mode needs none. */
function unpadded(padded: Buffer): Buffer {
  const length = padded.at(-1) ?? 0;
  return length >= 1 && length <= 16 ? padded.subarray(0, padded.length - length) : padded;
}

function parse(sealed: string, place: Place): Envelope {
  const found = header.exec(firstLine(sealed))?.groups;
  if (found === undefined) throw damaged(place, 'Its first line is not one of Ansible vault.');
  const { version = '', cipher = '', label } = found;
  if (!['1.1', '1.2'].includes(version) || cipher !== 'AES256')
    throw damaged(place, `gorun reads Ansible vault 1.1 and 1.2 with AES256, not ${version} with ${cipher}.`);
  const digits = sealed.trim().split('\n').slice(1).join('').replace(/\s/g, '');
  const inner = fromHex(digits)?.toString('latin1').split('\n') ?? [];
  const [salt, mac, body] = inner.map(fromHex);
  if (salt === undefined || mac === undefined || body === undefined || inner.length !== 3)
    throw damaged(place, 'A part of it was changed or is missing.');
  return { label, salt, mac, body };
}

function fromHex(digits: string): Buffer | undefined {
  return /^(?:[\da-f]{2})+$/i.test(digits) ? Buffer.from(digits, 'hex') : undefined;
}

function firstLine(sealed: string): string {
  return sealed.trimStart().split(/\r?\n/, 1)[0] ?? '';
}
