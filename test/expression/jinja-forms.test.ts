import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { GorunError } from '../../src/errors/gorun-error.ts';
import { compileRenderable } from '../../src/expression/compile-tree.ts';
import { compileCondition } from '../../src/expression/condition/compile.ts';
import { createScope } from '../../src/expression/scope.ts';
import type { ScalarNode } from '../../src/source/node.ts';
import { parseYaml } from '../../src/source/parse-yaml.ts';
import { table, variables } from './jinja-forms.ts';
import { condition, decided, errorOf, rendered, template } from './rendering.ts';

beforeAll(() => {
  for (const [name, value] of Object.entries(table.environment)) vi.stubEnv(name, value);
});
afterAll(() => void vi.unstubAllEnvs());

/** How a text may stand in a playbook; `|` is a block. */
const frames = {
  single: (text: string) => `key: '${text.replaceAll("'", "''")}'`,
  double: (text: string) => `key: ${JSON.stringify(text)}`,
  block: (text: string) => `key: |-\n${text.replace(/^/gm, '  ')}`,
  plain: (text: string) => `key: ${text}`,
} as const;

function nodeOf(yaml: string): ScalarNode {
  const tree = parseYaml(yaml, 'play.yml');
  const node = tree?.kind === 'map' ? tree.entries[0]?.value : undefined;
  if (node?.kind !== 'scalar') throw new Error(`no text: ${yaml}`);
  return node;
}

/** Puts an answer in place of what stood in the file, as a person would. */
function mended(frame: keyof typeof frames, answer: string): string {
  if (frame === 'single') return `key: '${answer}'`;
  if (frame === 'double') return `key: "${answer}"`;
  return frames[frame](answer);
}

function answerTo(compile: (report: (error: GorunError) => void) => unknown): string {
  const errors: GorunError[] = [];
  compile((error) => errors.push(error));
  const [error] = errors;
  expect(errors).toHaveLength(1);
  expect(error?.code).toBe('expression/jinja');
  expect(error?.fix).toMatch(/^Write /);
  return error?.fix.replace(/^Write /, '') ?? '';
}

it('the table has what playbooks for Ansible have', () => {
  expect(table.templates.length + table.conditions.length).toBeGreaterThanOrEqual(200);
});

describe('a template in Jinja', () => {
  it.each(table.templates)('$jinja is answered with $here', ({ jinja, here, gives }) => {
    const error = errorOf(() => template(jinja));
    expect(error).toMatchObject({ code: 'expression/jinja', fix: `Write ${here}` });
    expect(rendered(here, variables)).toEqual(gives);
  });

  it.each(['single', 'double', 'block'] as const)(
    'is answered with what can stand in its place: %s',
    (frame) => {
      for (const { jinja, gives } of table.templates) {
        const answer = answerTo((report) => compileRenderable(nodeOf(frames[frame](jinja)), report));
        const compiled = compileRenderable(nodeOf(mended(frame, answer)), (error) => {
          throw error;
        });
        expect(compiled.render(createScope([variables])), jinja).toEqual(gives);
      }
    },
  );
});

describe("a block of Handlebars with Jinja's condition", () => {
  it.each([
    ["{{#if which == 'db'}}a{{/if}}", '{{#if (eq which "db")}}', 13],
    ['{{#if not enabled}}a{{/if}}', '{{#if (not enabled)}}', 7],
    ['{{#if enabled}}a{{else if port > 80 }}b{{/if}}', '{{else if (gt port 80)}}', 32],
    ['{{#each names | sort}}{{this}}{{/each}}', '{{#each (sort names)}}', 15],
    ['{{#if enabled and disabled}}a{{/if}}', '{{#if (and enabled disabled)}}', 15],
  ])('is answered with the head to write: %s', (text, form, column) => {
    const error = errorOf(() => template(text));
    expect(error).toMatchObject({ code: 'expression/jinja', fix: `Write ${form}`, position: { column } });
  });
});

describe('a condition in Jinja', () => {
  it.each(table.conditions)('$jinja is answered with $here', ({ jinja, here, gives }) => {
    const error = errorOf(() => condition(jinja));
    expect(error).toMatchObject({ code: 'expression/jinja', fix: `Write ${here}` });
    expect(decided(here, variables)).toBe(gives);
  });

  it.each(['single', 'double', 'block', 'plain'] as const)(
    'is answered with what can stand in its place: %s',
    (frame) => {
      for (const { jinja, gives } of table.conditions) {
        if (frame === 'plain' && /^['"[{!]/.test(jinja)) continue;
        const answer = answerTo((report) => compileCondition(nodeOf(frames[frame](jinja)), report));
        const compiled = compileCondition(nodeOf(mended(frame, answer)), (error) => {
          throw error;
        });
        expect(compiled?.evaluate(createScope([variables])), jinja).toBe(gives);
      }
    },
  );
});

describe('what has no form here', () => {
  it.each([
    ["{{ lookup('pipe', 'date') }}", 10, /delegated to localhost/],
    ["{{ lookup('password', '/tmp/x') }}", 10, /vault/],
    ["{{ x | json_query('a.b') }}", 6, /selectattr/],
    ["{{ x | password_hash('sha512') }}", 6, /vault/],
    ['{{ x | random }}', 6, /same value every time/],
    ['{{ now() }}', 7, /run_id/],
    ['{{ x | quote }}', 6, /list of arguments/],
    ['{{ x | uper }}', 6, /Did you mean "upper"\?/],
    ['{{ x is exists }}', 6, /module stat/],
    ['{{ x is defnied }}', 6, /Did you mean "defined"\?/],
    ["{{ '%s-%s' | format(a, b) }}", 12, /There is no helper "format"/],
    ["{{ '%s' % a }}", 9, /Write the text with/],
    ['{{ x.isdigit() }}', 13, /Values have no methods/],
    ['{% set x = 1 %}{{ x }}', 1, /`vars:`/],
    ['{% macro m() %}{% endmacro %}', 1, /#if/],
  ])('is said with what to do instead, at its place: %s', (text, column, fix) => {
    const error = errorOf(() => template(text));
    expect(error).toMatchObject({ code: 'expression/jinja', position: { line: 1, column } });
    expect(error.fix).toMatch(fix);
  });

  it.each([
    ['result is started', 8, /background/],
    ["'/etc/x' is file", 10, /module stat/],
    ['x | json_query("a") == 1', 3, /selectattr/],
    ['users | sort(attribute="a") == []', 7, /`vars`/],
  ])('is said of a condition: %s', (text, column, fix) => {
    const error = errorOf(() => condition(text));
    expect(error).toMatchObject({ code: 'expression/jinja', position: { line: 1, column } });
    expect(error.fix).toMatch(fix);
  });
});
