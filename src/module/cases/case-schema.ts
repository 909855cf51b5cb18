import { type Static, Type } from 'typebox';
import type { Json, JsonObject } from '../../json.ts';

const anything = Type.Unsafe<Json>({});
const mapping = Type.Unsafe<JsonObject>({ type: 'object' });
const text = Type.String({ minLength: 1 });
const resources = Type.Array(Type.String());

/** A change as a case writes it: `property: [before, after]`. */
const changes = Type.Unsafe<{ readonly [property: string]: readonly [Json, Json] }>({
  type: 'object',
  additionalProperties: { type: 'array', minItems: 2, maxItems: 2, items: [{}, {}] },
});

const action = { action: text, args: Type.Optional(mapping), title: Type.Optional(text) };

/** A step as a case expects it; what is not written is not compared, the action always is. */
export const expectedStepSchema = Type.Object({
  ...action,
  changes: Type.Optional(changes),
  undo: Type.Optional(Type.Union([Type.Object(action), Type.Null()])),
  where: Type.Optional(Type.Union([Type.Literal('host'), Type.Literal('controller')])),
  timeout: Type.Optional(Type.Number()),
});

/** What a case gives to the module. */
const given = {
  name: text,
  /** Missing: the first that the module names. */
  platform: Type.Optional(Type.Union([Type.Literal('windows'), Type.Literal('posix')])),
  params: Type.Optional(anything),
  state: Type.Optional(anything),
  lookup: Type.Optional(anything),
  /** Resource -> value, as an earlier task's plan would leave it in check mode. */
  predicted: Type.Optional(mapping),
  /** What the applied steps returned under `data`, for `result`. */
  data: Type.Optional(Type.Array(mapping)),
  check: Type.Optional(Type.Boolean()),
  /** Condition -> what it yields, for controller modules. */
  conditions: Type.Optional(Type.Record(Type.String(), Type.Boolean())),
  /** Path -> value, for controller modules. */
  variables: Type.Optional(mapping),
  /** Why the host does not answer, try by try; then it does. For controller modules. */
  refusals: Type.Optional(Type.Array(text)),
  /** Path -> variables in it, for controller modules. */
  files: Type.Optional(mapping),
};

/** What a case expects of it. */
const expectations = {
  accepts: Type.Optional(mapping),
  invalid: Type.Optional(text),
  steps: Type.Optional(Type.Array(expectedStepSchema)),
  refused: Type.Optional(text),
  fix: Type.Optional(text),
  detail: Type.Optional(mapping),
  expected: Type.Optional(anything),
  leaves: Type.Optional(mapping),
  spares: Type.Optional(resources),
  perhaps: Type.Optional(Type.Literal(true)),
  warnings: Type.Optional(Type.Array(text)),
  foreseen: Type.Optional(anything),
  probes: Type.Optional(mapping),
  reads: Type.Optional(resources),
  touches: Type.Optional(resources),
  result: Type.Optional(mapping),
  facts: Type.Optional(mapping),
  gives: Type.Optional(mapping),
  sleeps: Type.Optional(Type.Array(Type.Number())),
};

/** Keys of which a case must have at least one: without them nothing would be compared. */
export const expectationKeys = Object.keys(expectations);

/** A file of cases. */
export const caseFileSchema = Type.Array(Type.Object({ ...given, ...expectations }), { minItems: 1 });

/** One case, as written. */
export type Case = Static<typeof caseFileSchema>[number];

/** A step as a case expects it. */
export type ExpectedStep = Static<typeof expectedStepSchema>;
