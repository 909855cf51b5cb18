import Handlebars from 'handlebars';
import { GorunError } from '../../errors/gorun-error.ts';
import type { Json } from '../../json.ts';
import type { Place } from '../../source/file.ts';
import type { ScalarNode } from '../../source/node.ts';
import type { NameUse } from '../name-use.ts';
import type { Scope } from '../types.ts';
import { compileContext } from './compile-context.ts';
import { jinjaError } from './jinja-error.ts';
import { type PreparedText, prepareText } from './prepare.ts';
import { compileMustache, compileProgram, isMustache } from './program.ts';
import { syntaxError } from './syntax-error.ts';

/** A template, ready to be rendered as often as wanted. */
export interface CompiledText {
  /** Of its first expression. */
  readonly place: Place;
  readonly uses: readonly NameUse[];
  /** It is one expression and nothing else, so that the value keeps its type. */
  readonly whole: boolean;
  render(scope: Scope): Json;
}

/** Says whether a text holds a template. */
export function hasTemplate(text: string): boolean {
  return text.includes('{{') || /\{%.*?%\}/s.test(text);
}

/** Compiles a text with templates. Throws GorunError with the place of what is wrong. */
export function compileText(node: ScalarNode, text: string): CompiledText {
  const jinja = jinjaError(node, text, 'statements');
  if (jinja !== undefined) throw jinja;
  const prepared = prepareText(text);
  try {
    return compile(node, text, prepared);
  } catch (cause) {
    // An argument of the wrong kind is found in what has been understood as Handlebars.
    if (cause instanceof GorunError && cause.code === 'expression/helper') throw cause;
    throw jinjaError(node, text, 'expressions') ?? syntaxError(node, prepared, cause);
  }
}

function compile(node: ScalarNode, text: string, { given, added }: PreparedText): CompiledText {
  const program = Handlebars.parse(given);
  const context = compileContext(node, given, added);
  const place = node.placeOf(Math.max(0, text.indexOf('{{')));
  const [only] = program.body;
  if (program.body.length === 1 && only !== undefined && isMustache(only)) {
    const evaluate = compileMustache(only, context, []);
    const { uses } = context;
    return { place, uses, whole: true, render: (scope) => evaluate({ scope, blocks: [] }) ?? null };
  }
  const write = compileProgram(program, context, []);
  return { place, uses: context.uses, whole: false, render: (scope) => write({ scope, blocks: [] }) };
}
