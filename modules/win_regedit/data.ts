import type { Json } from 'gorun/module';
import type { RegeditParams } from './params.ts';

/** A value as the registry holds it: DWord a number, QWord decimal text, MultiString a list, Binary and None hex. */
export interface Data {
  readonly kind: string;
  readonly value: Json;
}

const kinds = {
  string: 'String',
  expandstring: 'ExpandString',
  multistring: 'MultiString',
  dword: 'DWord',
  qword: 'QWord',
  binary: 'Binary',
  none: 'None',
} as const;

/** What a playbook's `data` is in the registry; a text says why it is nothing of that type. */
export function dataOf({ type, data }: Pick<RegeditParams, 'type' | 'data'>): Data | string {
  const kind = kinds[type];
  const value = storedValue(type, data);
  return value === undefined ? wrong[type] : { kind, value };
}

const wrong = {
  string: 'a string is one text',
  expandstring: 'an expandstring is one text',
  multistring: 'a multistring is a list of texts, none of them empty',
  dword: 'a dword is a whole number from -2147483648 to 4294967295, or 0x…',
  qword: 'a qword is a whole number of 64 bits, or 0x…; beyond 9007199254740991 it must be written as text',
  binary: 'binary data is bytes: `be,ef`, `hex:be,ef` or a list of numbers from 0 to 255',
  none: 'data of no type is bytes: `be,ef`, `hex:be,ef` or a list of numbers from 0 to 255',
} as const;

function storedValue(type: RegeditParams['type'], data: RegeditParams['data']): Json | undefined {
  switch (type) {
    case 'string':
    case 'expandstring':
      return Array.isArray(data) ? undefined : String(data ?? '');
    case 'multistring':
      if (data === undefined) return [];
      if (!Array.isArray(data) || data.includes('')) return undefined;
      return data.map(String);
    case 'dword': {
      const number = wholeNumber(data, 32);
      return number === undefined ? undefined : Number(number);
    }
    case 'qword':
      return wholeNumber(data, 64)?.toString();
    default:
      return hex(data);
  }
}

/** Without sign, as the registry's own bits. */
function wholeNumber(data: RegeditParams['data'], bits: 32 | 64): bigint | undefined {
  if (Array.isArray(data)) return undefined;
  if (typeof data === 'number' && !Number.isSafeInteger(data)) return undefined;
  const text = String(data ?? 0).trim();
  if (!/^(?:-?\d+|0x[0-9a-f]+)$/i.test(text)) return undefined;
  const number = BigInt(text);
  const size = 1n << BigInt(bits);
  if (number >= size || number < -(size / 2n)) return undefined;
  return BigInt.asUintN(bits, number);
}

function hex(data: RegeditParams['data']): string | undefined {
  if (data === undefined) return '';
  if (Array.isArray(data)) {
    const bytes = data.map(Number);
    const good = bytes.every((byte) => Number.isInteger(byte) && byte >= 0 && byte <= 255);
    return good ? Buffer.from(bytes).toString('hex') : undefined;
  }
  const text = String(data)
    .trim()
    .toLowerCase()
    .replace(/^hex(?:\([0-9a-f]+\))?:/, '')
    .replaceAll(/[\s,\\]/g, '');
  return /^(?:[0-9a-f]{2})*$/.test(text) ? text : undefined;
}

/** A value for people: with its type where it is no text. */
export function shown(data: { readonly kind: string | null; readonly value: Json }): Json {
  const { kind, value } = data;
  if (kind === null || kind === 'String' || kind === 'MultiString') return value;
  if (kind === 'DWord') return `dword 0x${Number(value).toString(16).padStart(8, '0')} (${value})`;
  if (kind === 'QWord') return `qword ${value}`;
  return `${kind.toLowerCase()} ${value}`;
}
