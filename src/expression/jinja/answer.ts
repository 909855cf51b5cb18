import type { TextStyle } from '../../source/align.ts';
import type { ScalarNode } from '../../source/node.ts';
import { firstForeign, type JinjaExpression, NoForm } from './expression.ts';
import { parseJinja } from './parse.ts';
import { CelWriter } from './to-cel.ts';
import { type Quote, TemplateWriter } from './to-template.ts';

/** What is said of an expression of Jinja: the form to write here, or why there is none. */
export interface JinjaAnswer {
  readonly form?: string;
  /** Where there is no form: what to do instead, if something is known. */
  readonly hint?: string;
  /** Where the first thing stands that is not understood here, as an offset into the text. */
  readonly at: number;
}

/** The template for what stands between Jinja's braces; undefined where it is no expression of Jinja. */
export function answerInTemplate(text: string, style: TextStyle | undefined): JinjaAnswer | undefined {
  const expression = parseJinja(text);
  const at = expression === undefined ? undefined : firstForeign(expression, isForeignInTemplate);
  if (expression === undefined || at === undefined) return undefined;
  return answer(at, () => new TemplateWriter(quoteFor(style)).mustache(expression));
}

/** The condition for one of Jinja; undefined where it is no expression of Jinja. */
export function answerInCondition(text: string, style: TextStyle | undefined): JinjaAnswer | undefined {
  const expression = parseJinja(text);
  if (expression === undefined) return undefined;
  const at = firstForeign(expression, isForeignInCondition) ?? expression.at;
  return answer(at, () => new CelWriter(quoteFor(style)).decision(expression));
}

function answer(at: number, write: () => string): JinjaAnswer {
  try {
    return { at, form: write() };
  } catch (cause) {
    if (!(cause instanceof NoForm)) throw cause;
    return cause.message === '' ? { at } : { at, hint: cause.message };
  }
}

/** Texts in the answer get the quotes that YAML does not use around it. */
export function quoteFor(style: TextStyle | undefined): Quote {
  return style === 'double' ? "'" : '"';
}

/** A form as it has to stand in the file, in place of the node's text: with YAML's own escapes, or quoted. */
export function asWritten({ style }: ScalarNode, form: string): string {
  if (style === 'double') return form.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
  if (style === 'single') return form.replaceAll("'", "''");
  if (style === 'plain' && !canBePlain(form)) return `'${form.replaceAll("'", "''")}'`;
  return form;
}

/** YAML would read these as something else: an indicator in front, `: ` or ` #` inside. */
function canBePlain(form: string): boolean {
  return !/^[-?:]\s|^[!&*[\]{}|>@`"'%#,]|: |\s#|:$/.test(form);
}

function isForeignInTemplate(part: JinjaExpression): boolean {
  return part.kind === 'member' ? !part.dotted : part.kind !== 'name' && part.kind !== 'literal';
}

function isForeignInCondition(part: JinjaExpression): boolean {
  if (part.kind === 'literal')
    return typeof part.value !== 'string' && /^(?:True|False|None|none)$/.test(part.written);
  if ((part.kind === 'binary' || part.kind === 'not') && part.native) return false;
  if (part.kind === 'binary') return ['and', 'or', '~', '//', '**'].includes(part.sign);
  if (part.kind === 'member') return part.key.kind === 'literal' && Number(part.key.value) < 0;
  return ['filter', 'test', 'not', 'choice', 'slice'].includes(part.kind);
}
