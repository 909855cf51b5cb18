import { type Static, Type } from 'typebox';
import type { Json } from '../../json.ts';

const types = ['string', 'integer', 'number', 'boolean', 'list', 'mapping'] as const;
const type = Type.Unsafe<(typeof types)[number]>({ enum: [...types] });
const text = Type.String({ minLength: 1 });

const paramSchema = Type.Object({
  type,
  required: Type.Optional(Type.Boolean()),
  default: Type.Optional(Type.Unsafe<Json>({})),
  description: Type.Optional(Type.String()),
  /** The only values that it may have. */
  choices: Type.Optional(Type.Array(Type.Unsafe<Json>({}), { minItems: 1 })),
  /** The type of a list's items. */
  items: Type.Optional(type),
  minimum: Type.Optional(Type.Number()),
  maximum: Type.Optional(Type.Number()),
  secret: Type.Optional(Type.Boolean()),
});

/** A property of the state is wanted as a param says, or always as a constant. */
const wantedSchema = Type.Union([text, Type.Object({ value: Type.Unsafe<Json>({}) })]);

/** What module.yml may hold. */
export const moduleYamlSchema = Type.Object({
  name: text,
  summary: Type.String({ minLength: 1, pattern: '^[^\\n]*$' }),
  description: Type.Optional(Type.String()),
  platforms: Type.Array(Type.Union([Type.Literal('windows'), Type.Literal('posix')]), {
    minItems: 1,
    uniqueItems: true,
  }),
  uses: Type.Optional(Type.Array(Type.String({ pattern: '^[a-z0-9-]+$' }))),
  params: Type.Record(Type.String({ pattern: '^[A-Za-z_][A-Za-z0-9_]*$' }), paramSchema),
  state: Type.Record(Type.String({ pattern: '^[A-Za-z_][A-Za-z0-9_]*$' }), wantedSchema, {
    minProperties: 1,
  }),
  /** `file:{path}`: what it reads and touches, with params in braces. */
  resource: Type.Optional(Type.Union([text, Type.Array(text)])),
  /** The title of its step, with params in braces. */
  title: Type.Optional(text),
  freeform: Type.Optional(text),
  examples: Type.Optional(Type.Array(Type.Object({ title: text, yaml: text }))),
});

/** A module.yml. */
export type ModuleYaml = Static<typeof moduleYamlSchema>;

/** A param as module.yml declares it. */
export type ParamYaml = Static<typeof paramSchema>;
