/** What is known before a run of a value that a condition reads. */
export type ValueType =
  | { readonly kind: 'any' | 'text' | 'number' | 'boolean' | 'null' | 'list' | 'goVersion' | 'semver' }
  | { readonly kind: 'mapping'; readonly fields?: Readonly<Record<string, ValueType>> };

/** Types of names, as far as they are known. */
export type NameTypes = ReadonlyMap<string, ValueType>;

export const anyType: ValueType = { kind: 'any' };
export const textType: ValueType = { kind: 'text' };
export const numberType: ValueType = { kind: 'number' };
export const booleanType: ValueType = { kind: 'boolean' };
export const listType: ValueType = { kind: 'list' };

/** A mapping with fields of which some are known; it may have others. */
export function mappingType(fields: Readonly<Record<string, ValueType>> = {}): ValueType {
  return { kind: 'mapping', fields };
}

/** What `register` holds of every task, whatever its module. */
export const resultType: ValueType = mappingType({
  changed: booleanType,
  failed: booleanType,
  skipped: booleanType,
  unreachable: booleanType,
  rc: numberType,
  stdout: textType,
  stderr: textType,
  stdout_lines: listType,
  stderr_lines: listType,
  msg: anyType,
  message: textType,
  attempts: numberType,
  steps: listType,
});

/** A type in words for a message. */
export function typeInWords({ kind }: ValueType): string {
  const words: Readonly<Record<ValueType['kind'], string>> = {
    any: 'any value',
    text: 'a text',
    number: 'a number',
    boolean: 'true or false',
    null: 'null',
    list: 'a list',
    mapping: 'a mapping',
    goVersion: 'a Go version',
    semver: 'a version',
  };
  return words[kind];
}

/** Whether values of both types can be the same. A version is compared with a text as with a version. */
export function comparable(a: ValueType, b: ValueType): boolean {
  if (a.kind === 'any' || b.kind === 'any' || a.kind === b.kind) return true;
  const kinds = [a.kind, b.kind];
  const isVersion = kinds.includes('goVersion') || kinds.includes('semver');
  return kinds.includes('null') ? !isVersion : isVersion && kinds.includes('text');
}

/** Whether values of both types have an order. */
export function ordered(a: ValueType, b: ValueType): boolean {
  const orderless = ['boolean', 'null', 'list', 'mapping'];
  return comparable(a, b) && !orderless.includes(a.kind) && !orderless.includes(b.kind);
}

/** The type of a literal of CEL. */
export function literalType(value: unknown): ValueType {
  if (value === null) return { kind: 'null' };
  if (typeof value === 'string') return textType;
  if (typeof value === 'boolean') return booleanType;
  return typeof value === 'bigint' || typeof value === 'number' ? numberType : anyType;
}

/** A literal of CEL as JSON. */
export function jsonOf(value: unknown): string | number | boolean | null {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return value === null ? null : Number(value);
}

/** Whether a parameter of a kind takes values of a type. Numbers and booleans stand for texts. */
export function takes(wanted: ValueType['kind'], { kind }: ValueType): boolean {
  if (wanted === 'any' || kind === 'any' || wanted === kind) return true;
  return wanted === 'text' && (kind === 'number' || kind === 'boolean');
}
