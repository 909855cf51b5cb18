import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { copyJson, isJsonObject, type Json, type JsonObject } from '../../src/json.ts';
import { closedSchema, dataAjv } from '../../src/module/check/ajv.ts';
import { quickReader } from '../../src/module/check/quick-reader.ts';
import { loadModules } from '../../src/module/load/load-modules.ts';
import { Type } from '../../src/module/sdk.ts';

const builtin = new URL('../../modules', import.meta.url).pathname;
let schemas: readonly (readonly [name: string, schema: JsonObject])[] = [];

/** What states are made of, and what is easily got wrong. */
const own = closedSchema(
  Type.Object({
    path: Type.Union([Type.String({ minLength: 1, maxLength: 3 }), Type.Null()]),
    size: Type.Integer({ minimum: 0, maximum: 9 }),
    share: Type.Optional(Type.Number()),
    mode: Type.Optional(Type.String({ pattern: '^[0-7]{3}$' })),
    kind: Type.Enum(['a', 'b']),
    deep: Type.Optional(Type.Object({ on: Type.Boolean({ default: true }) })),
    filled: Type.Object({ on: Type.Boolean({ default: true }) }, { default: {} }),
    list: Type.Array(Type.Object({ url: Type.String() }), {
      minItems: 1,
      maxItems: 2,
      default: [{ url: '/' }],
    }),
    either: Type.Optional(
      Type.Union([Type.Object({ a: Type.String() }), Type.Object({ b: Type.Integer() })]),
    ),
    map: Type.Record(Type.String(), Type.Integer()),
    open: Type.Object({ a: Type.Optional(Type.Null()) }, { additionalProperties: true, minProperties: 1 }),
    any: Type.Unknown(),
  }),
);

beforeAll(async () => {
  const registry = await loadModules({ builtin, paths: [] });
  const modules = await Promise.all(registry.names().map((name) => registry.get(name)));
  schemas = [
    ...modules.flatMap((module) =>
      module === undefined ? [] : [[module.definition.name, closedSchema(module.definition.params)] as const],
    ),
    ['own', own],
  ];
});

const odd = fc.constantFrom<Json>(null, '', 'a', '777', '😀😀😀', 0, -1, 1.5, 5, true, [], {}, ['x'], {
  a: null,
});

/** Mostly values that the schema takes, with others among them. */
function valuesOf(schema: Json | undefined): fc.Arbitrary<Json> {
  if (!isJsonObject(schema)) return fc.oneof(odd, fc.jsonValue().map(asJson));
  return fc.oneof({ weight: 60, arbitrary: right(schema) }, { weight: 1, arbitrary: odd });
}

function right(schema: JsonObject): fc.Arbitrary<Json> {
  const { type, properties = {}, patternProperties, items, anyOf, enum: names } = schema;
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (Array.isArray(names)) return fc.constantFrom(...names);
  if (Array.isArray(anyOf)) return fc.oneof(...anyOf.map(valuesOf));
  if (type === 'array') return fc.array(valuesOf(items), { maxLength: 3 });
  if (type === 'object') {
    const required = Array.isArray(schema.required) ? schema.required : [];
    const known = Object.entries(isJsonObject(properties) ? properties : {}).map(([name, property]) => {
      const absent = { weight: required.includes(name) ? 1 : 20, arbitrary: fc.constant(undefined) };
      return fc
        .oneof({ weight: 20, arbitrary: valuesOf(property) }, absent)
        .map((value): readonly (readonly [string, Json])[] => (value === undefined ? [] : [[name, value]]));
    });
    const other = isJsonObject(patternProperties) ? Object.values(patternProperties)[0] : undefined;
    const extra = fc
      .option(fc.tuple(fc.constantFrom('x', 'constructor', '__proto__', 'ä'), valuesOf(other)), {
        nil: undefined,
        freq: other === undefined ? 1 : 3,
      })
      .map((value) => (value === undefined ? [] : [value]));
    return fc.tuple(extra, ...known).map((entries) => asJson(Object.fromEntries(entries.flat())));
  }
  const scalars: Record<string, fc.Arbitrary<Json>> = {
    string: fc.oneof(textOf(schema), fc.string({ maxLength: 12, minLength: 1 })),
    integer: fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: -2, max: 70_000 })),
    number: fc.double({ noNaN: true, noDefaultInfinity: true }),
    boolean: fc.boolean(),
  };
  return (typeof type === 'string' ? scalars[type] : undefined) ?? odd;
}

function textOf({ pattern }: JsonObject): fc.Arbitrary<string> {
  try {
    if (typeof pattern === 'string') return fc.stringMatching(new RegExp(pattern, 'u'));
  } catch {
    // not one that values can be made from
  }
  return fc.constantFrom('1.21.13', '/a/b', 'C:\\\\x', '777');
}

function asJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value));
}

describe('what is read without Ajv', () => {
  test('the params of every module that ships can be', () => {
    expect(schemas.filter(([, schema]) => quickReader(schema) === undefined).map(([name]) => name)).toEqual(
      [],
    );
  });

  test('it takes nothing that Ajv refuses, and fills in the same defaults', () => {
    let taken = 0;
    let left = 0;
    for (const [name, schema] of schemas) {
      const read = quickReader(schema);
      const validate = dataAjv().compile(schema);
      fc.assert(
        fc.property(valuesOf(schema), (value) => {
          const before = JSON.stringify(value);
          const quick = read?.(value);
          expect(JSON.stringify(value)).toBe(before);
          const copy = copyJson(value);
          const fits = validate(copy);
          if (quick !== undefined) expect([name, fits, quick]).toEqual([name, true, copy]);
          if (quick !== undefined) taken += 1;
          else if (fits) left += 1;
        }),
        { numRuns: name === 'own' ? 2_000 : 60 },
      );
    }
    expect(taken).toBeGreaterThan(500);
    expect(left).toBeLessThan(taken / 20);
  });

  test('a schema with anything that is not known is left to Ajv', () => {
    for (const schema of [
      { type: 'object', dependentRequired: {} },
      { type: 'array', items: { not: { type: 'null' } } },
      { anyOf: [{ type: 'object', properties: { a: { default: 1 } } }] },
      { type: 'string', default: 'a' },
      { type: 'string', pattern: '(' },
      { const: [1] },
      false,
    ])
      expect(quickReader(schema)).toBeUndefined();
  });
});
