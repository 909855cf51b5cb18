import type { GorunError } from '../../errors/gorun-error.ts';
import { errorAt } from '../../source/error-at.ts';
import type { Place } from '../../source/file.ts';
import type { ScalarNode } from '../../source/node.ts';
import type { NameUse } from '../name-use.ts';

/** What compiling a template finds out on its way. */
export interface CompileContext {
  readonly uses: NameUse[];
  /** The place of a node of Handlebars' tree. */
  place(loc: hbs.AST.SourceLocation): Place;
  /** The place of the key that stands `fromEnd` keys before the last one of a path. */
  keyPlace(path: hbs.AST.PathExpression, fromEnd: number): Place;
  wrong(loc: hbs.AST.SourceLocation, message: string, fix?: string): GorunError;
}

/**
 * Handlebars counts lines and columns in the text that it was given, which has one more backslash before some `{{`
 * than the value; `added` are the offsets of these.
 */
export function compileContext(node: ScalarNode, given: string, added: readonly number[]): CompileContext {
  const lineStarts = [0];
  for (let end = given.indexOf('\n'); end !== -1; end = given.indexOf('\n', end + 1))
    lineStarts.push(end + 1);
  const offsetOf = ({ line, column }: hbs.AST.Position) => (lineStarts[line - 1] ?? 0) + column;
  const placeOf = (offset: number) => node.placeOf(offset - added.filter((one) => one < offset).length);
  const place = (loc: hbs.AST.SourceLocation) => placeOf(offsetOf(loc.start));
  const keyPlace = ({ loc }: hbs.AST.PathExpression, fromEnd: number) => {
    const start = offsetOf(loc.start);
    const keys = [...given.slice(start, offsetOf(loc.end)).matchAll(/\[[^\]]*\]|[^./[\]\s]+/g)];
    const key = keys.at(-1 - fromEnd);
    if (key === undefined) return placeOf(start);
    return placeOf(start + key.index + (key[0].startsWith('[') ? 1 : 0));
  };
  return {
    uses: [],
    place,
    keyPlace,
    wrong: (loc, message, fix) => errorAt(place(loc), 'expression/template-syntax', message, fix),
  };
}
