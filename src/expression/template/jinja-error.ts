import type { GorunError } from '../../errors/gorun-error.ts';
import { errorAt } from '../../source/error-at.ts';
import type { ScalarNode } from '../../source/node.ts';
import { answerInTemplate, asWritten, quoteFor } from '../jinja/answer.ts';
import { mustachesOf } from '../jinja/mustaches.ts';
import { statementsToTemplate } from '../jinja/statements.ts';

/** What to write for Jinja's statements. */
const statements: Readonly<Record<string, string>> = {
  if: '{{#if x}} … {{else}} … {{/if}}',
  elif: '{{#if x}} … {{else if y}} … {{/if}}',
  else: '{{else}}',
  endif: '{{/if}}',
  for: '{{#each list}} {{this}} {{/each}}',
  endfor: '{{/each}}',
  set: '`vars:` of the task or play, and name the variable',
  include: 'the text itself, or {{ file "path" }}',
  raw: '{{ "{{" }} for braces that are meant as such',
};

const general = '{{#if x}} … {{/if}} or {{#each list}} … {{/each}}';

/**
 * The error that answers Jinja's form with the one to write here; undefined where nothing of Jinja is found.
 * `expressions` is asked only once the template has turned out to be invalid.
 */
export function jinjaError(
  node: ScalarNode,
  text: string,
  part: 'statements' | 'expressions',
): GorunError | undefined {
  return part === 'statements' ? statementError(node, text) : expressionError(node, text);
}

function statementError(node: ScalarNode, text: string): GorunError | undefined {
  const comment = /(?<!\{)\{#.*?#\}/s.exec(text);
  const found = /\{%[-+]?\s*(\w*).*?%\}/s.exec(text) ?? (text.includes('{{') ? comment : null);
  if (found === null) return undefined;
  const [written, keyword = ''] = found;
  const whole = statementsToTemplate(text, quoteFor(node.style));
  const form = whole === undefined ? (statements[keyword] ?? general) : asWritten(node, whole.trimEnd());
  const message = `${written.split('\n')[0]} is ${written.startsWith('{#') ? 'a comment of Jinja' : 'a statement of Jinja'}.`;
  return errorAt(node.placeOf(found.index), 'expression/jinja', message, `Write ${form}`);
}

/** A block of Handlebars whose condition may be written in Jinja: `{{#if x == 1}}`. */
const blockHead = /^\s*(#(?:if|unless|each|with)|else if)\s+/;

function expressionError(node: ScalarNode, text: string): GorunError | undefined {
  for (const { written, at, inside, insideAt } of mustachesOf(text)) {
    const head = blockHead.exec(inside);
    if (head === null && /^[{#/^!>&*~]/.test(inside)) continue;
    const skipped = head?.[0].length ?? 0;
    const expression = inside.slice(skipped);
    const answer = answerInTemplate(expression, node.style);
    const place = answer === undefined ? node.placeOf(at) : node.placeOf(insideAt + skipped + answer.at);
    if (answer?.form !== undefined) {
      const form = head === null ? answer.form : `{{${head[1]} ${argumentOf(answer.form)}}}`;
      const fix = `Write ${asWritten(node, form)}`;
      return errorAt(place, 'expression/jinja', `${written} is Jinja's form.`, fix);
    }
    if (answer === undefined && !looksLikeJinja(expression)) continue;
    const message =
      answer === undefined
        ? `${written} is no valid template.`
        : `${written} is Jinja's form, and has none here.`;
    return errorAt(place, 'expression/jinja', message, answer?.hint ?? instead);
  }
  return undefined;
}

/** `(eq a b)` of `{{ eq a b }}`. */
function argumentOf(form: string): string {
  const bare = form.replace(/^\{\{ (.*) \}\}$/, '$1');
  return bare.includes(' ') ? `(${bare})` : bare;
}

const instead =
  'Templates are Handlebars: {{ name }} or {{ helper value value }}; docs/language.md lists the helpers.';

/** Signs that only Jinja has, where the whole cannot be read as an expression of it. */
function looksLikeJinja(inside: string): boolean {
  const bare = inside.replace(/"[^"]*"|'[^']*'/g, '""');
  return /\|\s*\w|\bis\s+(?:not\s+)?\w|\bif\b.*\belse\b|[=!<>]=/.test(bare);
}
