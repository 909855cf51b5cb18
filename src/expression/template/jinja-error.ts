import type { GorunError } from '../../errors/gorun-error.ts';
import { errorAt } from '../../source/error-at.ts';
import type { ScalarNode } from '../../source/node.ts';
import { jinjaToTemplate } from '../jinja/to-template.ts';

/** What to write for Jinja's statements. */
const statements: Readonly<Record<string, string>> = {
  if: '{{#if x}} … {{else}} … {{/if}}',
  elif: '{{#if x}} … {{else if y}} … {{/if}}',
  else: '{{else}}',
  endif: '{{/if}}',
  for: '{{#each list}} {{this}} {{/each}}',
  endfor: '{{/each}}',
  set: '`vars:` of the task or play',
  raw: '{{ "{{" }} for braces that are meant as such',
};

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
  const found = /\{%-?\s*(\w*).*?%\}/s.exec(text);
  if (found !== null) {
    const [written, keyword = ''] = found;
    const form = statements[keyword] ?? '{{#if x}} or {{#each list}}';
    return errorAt(node.placeOf(found.index), 'expression/jinja', `${written} is Jinja.`, `Write ${form}.`);
  }
  const comment = /(?<!\{)\{#.*?#\}/s.exec(text);
  if (comment === null || !text.includes('{{')) return undefined;
  const fix = 'Write {{! a comment }}, or a comment of YAML.';
  return errorAt(node.placeOf(comment.index), 'expression/jinja', 'This is a comment of Jinja.', fix);
}

function expressionError(node: ScalarNode, text: string): GorunError | undefined {
  for (const found of text.matchAll(/\{\{-?(?![{#/^!>&*~])((?:"[^"]*"|'[^']*'|[^}"'])*)-?\}\}/g)) {
    const [written, inside = ''] = found;
    if (!looksLikeJinja(inside)) continue;
    const form = jinjaToTemplate(inside.replace(/-$/, ''));
    const fix =
      form === undefined
        ? 'Templates are Handlebars: {{ name }} or {{ helper value value }}. Decide and compute in `when` or with set_fact.'
        : `Write ${form}`;
    const message = `${written.trim()} is ${form === undefined ? 'no valid template' : "Jinja's form"}.`;
    return errorAt(node.placeOf(found.index), 'expression/jinja', message, fix);
  }
  return undefined;
}

/** Anything between the braces that Handlebars has not: operators, calls, filters, words between values. */
function looksLikeJinja(inside: string): boolean {
  const bare = inside.replace(/"[^"]*"|'[^']*'/g, '""');
  return /[|~+*%<>=]|\b(?:is|not|and|or|if|else|in)\b|\w\s*\(|\w\[|\/\/|\.\d|""\s*\[/.test(bare);
}
