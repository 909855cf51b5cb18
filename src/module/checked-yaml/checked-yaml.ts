import type { Static, TSchema } from 'typebox';
import { type GorunError, GorunErrors } from '../../errors/gorun-error.ts';
import { errorAt } from '../../source/error-at.ts';
import { SourceFile } from '../../source/file.ts';
import { type SourceNode, toJson } from '../../source/node.ts';
import { parseYaml } from '../../source/parse-yaml.ts';
import { closedSchema, dataAjv } from '../check/ajv.ts';
import { problemsOf } from '../check/problems.ts';
import { placeAt } from './place-at.ts';

/** A file's value, checked against a schema, and a maker of errors at its places. */
export interface CheckedYaml<T> {
  readonly value: T;
  /** An error `module/definition` at what a JSON pointer names. */
  wrong(pointer: string, message: string, fix?: string): GorunError;
}

/**
 * Parses YAML and holds it against a schema.
 * Throws GorunErrors with everything that is wrong, each with its position.
 */
export function checkYaml<S extends TSchema>(text: string, file: string, schema: S): CheckedYaml<Static<S>> {
  const root = parseYaml(text, file);
  const wrong = (pointer: string, message: string, fix?: string) =>
    errorAt(placeOf(root, pointer, file, text), 'module/definition', message, fix);
  const value: unknown = root === undefined ? null : toJson(root);
  const validate = dataAjv().compile<Static<S>>(closedSchema(schema));
  if (validate(value)) return { value, wrong };
  const problems = problemsOf(validate.errors ?? [], 'key');
  throw new GorunErrors(
    problems.map(({ pointer, message, suggestion }) =>
      wrong(pointer, `${message}.`, suggestion === undefined ? undefined : `Did you mean ${suggestion}?`),
    ),
  );
}

function placeOf(root: SourceNode | undefined, pointer: string, file: string, text: string) {
  return root === undefined ? new SourceFile(file, text).place(0) : placeAt(root, pointer);
}
