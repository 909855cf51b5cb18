import { GorunError } from '../../errors/gorun-error.ts';
import { compileCondition } from '../../expression/condition/compile.ts';
import type { Condition } from '../../expression/types.ts';
import type { Position } from '../../position.ts';
import type { Place } from '../../source/file.ts';

/** Conditions are compiled once per text, not once per host; a text with host data in it must not fill the memory. */
const mostKept = 500;
const compiled = new Map<string, Condition>();

/**
 * Compiles a condition that a module was given (assert). It is CEL and never a template: what a host said may stand in it.
 * Throws GorunError `expression/*`.
 *
 * @param position Where its task stands.
 */
export function conditionOf(text: string, position: Position): Condition {
  const known = compiled.get(text);
  if (known !== undefined) return known;
  const place: Place = { position, sourceLine: text };
  if (/\{\{|\{%/.test(text)) {
    const message = 'A condition has no braces: names stand in it as they are.';
    throw new GorunError('expression/condition-syntax', { message, position });
  }
  const errors: GorunError[] = [];
  const node = {
    kind: 'scalar',
    place,
    value: text,
    written: text,
    quoted: false,
    placeOf: () => place,
  } as const;
  const condition = compileCondition(node, (error) => errors.push(error));
  if (condition === undefined) {
    const message = `${text} is no condition.`;
    throw errors[0] ?? new GorunError('expression/condition-syntax', { message, position });
  }
  if (compiled.size >= mostKept) compiled.clear();
  compiled.set(text, condition);
  return condition;
}
