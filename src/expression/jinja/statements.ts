import { NoForm } from './expression.ts';
import { parseJinja } from './parse.ts';
import { type Quote, TemplateWriter } from './to-template.ts';

const piece = /\{\{([-+]?)(.*?)([-+]?)\}\}|\{%([-+]?)\s*(\w+)(.*?)([-+]?)%\}|\{#([-+]?)(.*?)([-+]?)#\}/gs;

/** What Jinja gives to the body of a loop, and how it is called here. */
const loopNames = [
  ['loop.index0', '@index'],
  ['loop.index', '(add @index 1)'],
  ['loop.first', '@first'],
  ['loop.last', '@last'],
] as const;

interface Open {
  readonly close: string;
  readonly writer: TemplateWriter;
}

/**
 * A whole text with `{% if %}`, `{% for %}` and comments as Handlebars has it.
 * Undefined where a part of it has no form here.
 */
export function statementsToTemplate(text: string, quote: Quote): string | undefined {
  const open: Open[] = [];
  const outermost = new TemplateWriter(quote);
  const writer = () => open.at(-1)?.writer ?? outermost;
  const expression = (written: string) => {
    const parsed = parseJinja(written);
    if (parsed === undefined) throw new NoForm();
    return parsed;
  };
  const statement = (word: string, rest: string): string => {
    switch (word) {
      case 'if':
        open.push({ close: 'if', writer: writer() });
        return `#if ${writer().write(expression(rest))}`;
      case 'elif':
        return `else if ${writer().write(expression(rest))}`;
      case 'else':
        return 'else';
      case 'for': {
        const { head, body } = loop(rest, writer(), quote, expression);
        open.push({ close: 'each', writer: body });
        return head;
      }
      case 'endif':
      case 'endfor': {
        const ended = open.pop();
        if (ended?.close !== (word === 'endif' ? 'if' : 'each')) throw new NoForm();
        return `/${ended.close}`;
      }
      default:
        throw new NoForm();
    }
  };
  try {
    const converted = text.replace(piece, (whole: string, ...groups: string[]) => {
      const [before, inside, after, first, word, rest, last, , comment] = groups;
      if (word !== undefined) return braces(statement(word, rest ?? ''), first, last);
      if (comment !== undefined) return `{{! ${comment.trim()} }}`;
      const mustache = writer().mustache(expression(inside ?? ''));
      if (before === '' && after === '') return mustache;
      return (
        mustache
          .replace(/^\{\{/, before === '' ? '{{' : '{{~')
          .replace(/\}\}$/, after === '' ? '}}' : '~}}') || whole
      );
    });
    return open.length === 0 ? converted : undefined;
  } catch (cause) {
    if (cause instanceof NoForm) return undefined;
    throw cause;
  }
}

function braces(inside: string, before: string | undefined, after: string | undefined): string {
  return `{{${before === '-' ? '~' : ''}${inside}${after === '-' ? '~' : ''}}}`;
}

function loop(
  rest: string,
  outer: TemplateWriter,
  quote: Quote,
  expression: (written: string) => NonNullable<ReturnType<typeof parseJinja>>,
): { readonly head: string; readonly body: TemplateWriter } {
  const found = /^\s*(\w+)(?:\s*,\s*(\w+))?\s+in\s+(.*)$/s.exec(rest);
  if (found === null) throw new NoForm();
  const [, first = '', second, over = ''] = found;
  const items = /^(.*?)(?:\.(?:items|iteritems)\(\)|\s*\|\s*(?:dict2items|items))\s*$/s.exec(over);
  const isPairs = second !== undefined && items !== null;
  if (second !== undefined && !isPairs) throw new NoForm();
  const list = outer.write(expression(isPairs ? (items[1] ?? '') : over));
  const names = isPairs ? `${second} ${first}` : first;
  return { head: `#each ${list} as |${names}|`, body: new TemplateWriter(quote, new Map(loopNames)) };
}
