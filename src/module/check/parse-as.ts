import type { Static, TSchema } from 'typebox';
import { copyJson, type Json } from '../../json.ts';
import { closedSchema, dataAjv, type ValidateFunction } from './ajv.ts';
import { problemsOf } from './problems.ts';
import { quickReader, type Reader } from './quick-reader.ts';

/** A parser of a schema's values. Conditional, or TypeScript could not infer a module's state type through it. */
export type ParserOf<S extends TSchema> = S extends TSchema ? (value: Json) => Static<S> : never;

/**
 * Makes a parser for what a host returned, of a TypeBox schema: for `parseState` of a module. Objects take no unknown
 * properties unless their schema says `additionalProperties: true`, so that script and TypeScript cannot drift apart.
 * The parser throws an Error that names every wrong property.
 */
export function parseAs<S extends TSchema>(schema: S): ParserOf<S>;
export function parseAs(schema: TSchema): (value: Json) => unknown {
  let read: Reader | undefined;
  let validate: ValidateFunction | undefined;
  return (value) => {
    read ??= quickReader(closedSchema(schema)) ?? (() => undefined);
    const quick = read(value);
    if (quick !== undefined) return quick;
    validate ??= dataAjv().compile(closedSchema(schema));
    const copy: unknown = copyJson(value);
    if (validate(copy)) return copy;
    const problems = problemsOf(validate.errors ?? [], 'property');
    throw new Error(problems.map((problem) => `${problem.pointer || '/'}: ${problem.message}`).join('; '));
  };
}
