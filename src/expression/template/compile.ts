import Handlebars from 'handlebars';
import { GorunError } from '../../errors/gorun-error.ts';
import type { Json } from '../../json.ts';
import { errorAt } from '../../source/error-at.ts';
import type { Place } from '../../source/file.ts';
import type { ScalarNode } from '../../source/node.ts';
import type { NameUse } from '../name-use.ts';
import type { Scope } from '../types.ts';
import { compileContext } from './compile-context.ts';
import { jinjaError } from './jinja-error.ts';
import { prepareText } from './prepare.ts';
import { compileMustache, compileProgram, isMustache } from './program.ts';

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
  try {
    return compile(node, text);
  } catch (cause) {
    // An argument of the wrong kind is found in what has been understood as Handlebars.
    if (cause instanceof GorunError && cause.code === 'expression/helper') throw cause;
    throw jinjaError(node, text, 'expressions') ?? syntaxError(node, text, cause);
  }
}

function compile(node: ScalarNode, text: string): CompiledText {
  const { given, added } = prepareText(text);
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

function syntaxError(node: ScalarNode, text: string, cause: unknown): GorunError {
  if (cause instanceof GorunError) return cause;
  const line = /on line (\d+)/.exec(cause instanceof Error ? cause.message : '')?.[1];
  const lineStart = text
    .split('\n')
    .slice(0, Number(line ?? 1) - 1)
    .join('\n').length;
  const start = Math.max(0, text.indexOf('{{', lineStart));
  const unclosed = text.lastIndexOf('{{') > text.lastIndexOf('}}');
  const message = unclosed ? 'A {{ is not closed.' : `The template is not valid: ${reason(cause)}`;
  const fix = unclosed
    ? 'Close it with }}, or write {{ "{{" }} for braces that are meant as such.'
    : 'Templates are {{ name }} or {{ helper value }}; write {{ "{{" }} for braces that are meant as such.';
  return errorAt(
    node.placeOf(unclosed ? text.lastIndexOf('{{') : start),
    'expression/template-syntax',
    message,
    fix,
    cause,
  );
}

/** The parser's message has a picture and a list of token names, which help nobody. */
function reason(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  const got = /got '(\w+)'/.exec(message)?.[1];
  if (got !== undefined)
    return got === 'EOF' ? 'it ends too early.' : 'it does not read as a name or a helper with values.';
  return `${
    message
      .split('\n')
      .at(0)
      ?.replace(/ on line \d+:?$/, '') ?? message
  }.`;
}
