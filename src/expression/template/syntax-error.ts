import { GorunError } from '../../errors/gorun-error.ts';
import { errorAt } from '../../source/error-at.ts';
import type { ScalarNode } from '../../source/node.ts';
import type { PreparedText } from './prepare.ts';

const forms =
  'Templates are {{ name }} or {{ helper value }}; write {{ "{{" }} for braces that are meant as such.';

interface Trouble {
  readonly message: string;
  readonly fix?: string;
  /** An offset into the text that Handlebars was given. */
  readonly at: number;
}

/** What Handlebars' parser says of a template, in words and at the exact place. */
export function syntaxError(node: ScalarNode, { given, added }: PreparedText, cause: unknown): GorunError {
  if (cause instanceof GorunError) return cause;
  const { message, fix, at } = unclosedBraces(given) ?? unbalancedBlock(given) ?? parserTrouble(given, cause);
  const place = node.placeOf(at - added.filter((one) => one < at).length);
  return errorAt(place, 'expression/template-syntax', message, fix ?? forms, cause);
}

function unclosedBraces(given: string): Trouble | undefined {
  const at = given.lastIndexOf('{{');
  if (at <= given.lastIndexOf('}}')) return undefined;
  const fix = 'Close it with }}, or write {{ "{{" }} for braces that are meant as such.';
  return { message: 'A {{ is not closed.', fix, at };
}

/** `{{#if x}}` without its `{{/if}}`, or with that of another. */
function unbalancedBlock(given: string): Trouble | undefined {
  const open: { readonly name: string; readonly at: number }[] = [];
  for (const found of given.matchAll(/\{\{~?([#/])\s*(\w+)/g)) {
    const [, sign, name = ''] = found;
    if (sign === '#') {
      open.push({ name, at: found.index });
      continue;
    }
    const last = open.pop();
    if (last === undefined) return { message: `{{/${name}}} closes what was not opened.`, at: found.index };
    if (last.name !== name) {
      const fix = `Write {{/${last.name}}}, or close both, the inner one first.`;
      return {
        message: `{{/${name}}} stands where {{#${last.name} …}} is to be closed.`,
        fix,
        at: found.index,
      };
    }
  }
  const last = open.at(-1);
  if (last === undefined) return undefined;
  return {
    message: `{{#${last.name} …}} is not closed.`,
    fix: `Close it with {{/${last.name}}}.`,
    at: last.at,
  };
}

function parserTrouble(given: string, cause: unknown): Trouble {
  const said = cause instanceof Error ? cause.message : String(cause);
  const at = placeInPicture(given, said) ?? Math.max(0, given.indexOf('{{'));
  const rest = given.slice(at).trimStart();
  const from = at + (given.slice(at).length - rest.length);
  if (/^[~}]*\}\}/.test(rest)) {
    const opening = given.lastIndexOf('{{', at);
    const isEmpty = /^\{\{\{?~?\s*$/.test(given.slice(opening, from));
    return isEmpty
      ? { message: 'There is nothing between the braces.', at: opening }
      : { message: 'The braces are closed too early.', at: from };
  }
  const word = /^(?:"[^"]*"|'[^']*'|\w+|[^\s\w])/.exec(rest)?.[0] ?? '';
  if (/^["']/.test(word) && !/^(["']).*\1$/.test(word)) {
    const fix = 'Close the quotes. A backslash before a quote belongs to the text: end a path without one.';
    return { message: 'A text is not closed.', fix, at: from };
  }
  return { message: `The template is not valid: ${word} is not understood here.`, at: from };
}

/** The parser draws a picture: the text around the place in one line, and below it a caret. */
function placeInPicture(given: string, said: string): number | undefined {
  const [, picture = '', dashes] = /\n(.*)\n(-*)\^/.exec(said) ?? [];
  if (dashes === undefined) return undefined;
  const before = picture.slice(0, dashes.length).replace(/^\.\.\./, '');
  const after = picture.slice(dashes.length).replace(/\.\.\.$/, '');
  for (let at = 0; at <= given.length; at++) {
    const isHere =
      given.slice(0, at).replaceAll('\n', '').endsWith(before) &&
      given
        .slice(at, at + 60)
        .replaceAll('\n', '')
        .startsWith(after);
    if (isHere) return at;
  }
  return undefined;
}
