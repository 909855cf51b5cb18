import { isJsonObject, type Json, type JsonObject } from '../../../json.ts';
import { ownValue } from '../../own-value.ts';
import { HelperProblem, helper, kindOf, MissingValue, shownInText } from './declaration.ts';
import { attributeOf } from './list.ts';
import { any, flag, list, mapping, optional, rest, text } from './parameters.ts';

/** fromEntries defines, so that a key named __proto__ stays a plain key. */
const made = (entries: Iterable<readonly [string, Json]>): JsonObject => Object.fromEntries(entries);

function combined(below: JsonObject, above: JsonObject, recursive: boolean): JsonObject {
  const merged = new Map(Object.entries(below));
  for (const [key, value] of Object.entries(above)) {
    const old = merged.get(key);
    const both = recursive && isJsonObject(old) && isJsonObject(value);
    merged.set(key, both ? combined(old, value, true) : value);
  }
  return made(merged);
}

function within(value: Json, keys: readonly Json[]): Json {
  let found = value;
  for (const key of keys) {
    const name = text('').read(key, 'a key');
    const next = ownValue(found, name);
    if (next === undefined) throw new MissingValue(`there is no "${name}" in ${kindOf(found)}`);
    found = next;
  }
  return found;
}

/** Helpers for mappings. */
export const mappingHelpers = [
  helper({
    name: 'lookup',
    doc: 'The element of a mapping or list that a variable names; with more keys, what is under these.',
    takes: [any('value'), any('key'), rest(any('key'))],
    gives: 'any',
    example: ['{{ lookup ports name }}', 80, { ports: { web: 80 }, name: 'web' }],
    run: ([value, key, more]) => within(value, [key, ...more]),
  }),
  helper({
    name: 'extract',
    doc: 'As lookup, with the key first; for `map`: {{ map names "extract" hostvars "address" }}.',
    takes: [any('key'), any('container'), rest(any('key'))],
    gives: 'any',
    example: ['{{ extract "web" ports }}', 80, { ports: { web: 80 } }],
    run: ([key, container, more]) => within(container, [key, ...more]),
  }),
  helper({
    name: 'keys',
    doc: 'The keys of a mapping.',
    takes: [mapping('mapping')],
    gives: 'list',
    example: ['{{ keys ports }}', ['web', 'db'], { ports: { web: 80, db: 5432 } }],
    run: ([value]) => Object.keys(value),
  }),
  helper({
    name: 'values',
    doc: 'The values of a mapping.',
    takes: [mapping('mapping')],
    gives: 'list',
    example: ['{{ values ports }}', [80, 5432], { ports: { web: 80, db: 5432 } }],
    run: ([value]) => Object.values(value),
  }),
  helper({
    name: 'dict',
    doc: 'A mapping of keys and values in turn, or of named arguments. In conditions: {"a": b}.',
    takes: [rest(any('key value'))],
    gives: 'mapping',
    example: ['{{ dict "web" 80 "db" 5432 }}', { web: 80, db: 5432 }],
    templatesOnly: true,
    run: ([words]) => {
      if (words.length % 2 === 1) throw new HelperProblem('every key wants a value behind it');
      const keys = words.filter((_, index) => index % 2 === 0);
      return made(keys.map((key, index) => [text('').read(key, 'a key'), words[index * 2 + 1] ?? null]));
    },
  }),
  helper({
    name: 'combine',
    doc: 'One mapping of several, the last wins; with recursive=true also in mappings inside.',
    takes: [mapping('mapping'), rest(mapping('other'))],
    options: { recursive: flag('recursive') },
    gives: 'mapping',
    example: ['{{ combine a b }}', { x: 1, y: 3 }, { a: { x: 1, y: 2 }, b: { y: 3 } }],
    run: ([first, others], { recursive }) =>
      others.reduce((below, above) => combined(below, above, recursive === true), first),
  }),
  helper({
    name: 'dict2items',
    doc: 'A list of {key, value} of a mapping, for `loop`.',
    takes: [mapping('mapping')],
    options: { key_name: text('key_name'), value_name: text('value_name') },
    gives: 'list',
    example: ['{{ dict2items ports }}', [{ key: 'web', value: 80 }], { ports: { web: 80 } }],
    run: ([value], { key_name = 'key', value_name = 'value' }) =>
      Object.entries(value).map(([key, inner]) =>
        made([
          [key_name, key],
          [value_name, inner],
        ]),
      ),
  }),
  helper({
    name: 'items2dict',
    doc: 'A mapping of a list of {key, value}.',
    takes: [list('list')],
    options: { key_name: text('key_name'), value_name: text('value_name') },
    gives: 'mapping',
    example: ['{{ items2dict items }}', { web: 80 }, { items: [{ key: 'web', value: 80 }] }],
    run: ([items], { key_name = 'key', value_name = 'value' }) =>
      made(
        items.map(
          (item) => [shownInText(attributeOf(item, key_name)), attributeOf(item, value_name)] as const,
        ),
      ),
  }),
  helper({
    name: 'dict_of_pairs',
    doc: 'A mapping of a list of pairs, as `zip` and `map` make them.',
    takes: [list('list')],
    gives: 'mapping',
    example: ['{{ dict_of_pairs (zip names ports) }}', { web: 80 }, { names: ['web'], ports: [80] }],
    run: ([pairs]) =>
      made(
        pairs.map((pair) => {
          if (!Array.isArray(pair) || pair.length !== 2)
            throw new HelperProblem(`a pair is a list of two, not ${kindOf(pair)}`);
          const [key, value]: readonly Json[] = pair;
          return [text('').read(key, 'a key'), value ?? null] as const;
        }),
      ),
  }),
  helper({
    name: 'get',
    doc: 'What a mapping has under a key, or the fallback (null if none is given).',
    takes: [mapping('mapping'), text('key'), optional(any('fallback'))],
    gives: 'any',
    example: ['{{ get ports "db" 5432 }}', 5432, { ports: { web: 80 } }],
    run: ([value, key, fallback]) => ownValue(value, key) ?? fallback ?? null,
  }),
];
