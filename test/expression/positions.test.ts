import { describe, expect, it } from 'vitest';
import { GorunError } from '../../src/errors/gorun-error.ts';
import { compileRenderable } from '../../src/expression/compile-tree.ts';
import { compileCondition } from '../../src/expression/condition/compile.ts';
import { resultType } from '../../src/expression/condition/value-type.ts';
import { createScope } from '../../src/expression/scope.ts';
import type { SourceNode } from '../../src/source/node.ts';
import { parseYaml } from '../../src/source/parse-yaml.ts';

/** Every way to write a text in YAML, with other things in front of it, on its line and on lines before. */
const frames: Readonly<Record<string, (text: string) => string>> = {
  single: (text) => `a: 1\nkey: '${text.replaceAll("'", "''")}'\n`,
  double: (text) => `key: ${JSON.stringify(text)}`,
  'double with escapes': (text) =>
    `key: "${[...text].map((char) => (/[a-z]/.test(char) ? `\\x${char.charCodeAt(0).toString(16)}` : char === '"' || char === '\\' ? `\\${char}` : char)).join('')}"`,
  'double on several lines': (text) => `key: ${JSON.stringify(text).replaceAll(' ', '\n   ')}`,
  'single on several lines': (text) => `key: '${text.replaceAll("'", "''").replaceAll(' ', '\n   ')}'`,
  literal: (text) => `- - key: |\n      ${text}\n`,
  'folded on several lines': (text) => `key: >-\n  ${text.replaceAll(' ', '\n  ')}\n`,
  'folded with an indentation given': (text) => `key: >2-\n  ${text.replaceAll(' ', '\n  ')}\n`,
  'lines of Windows': (text) => `a: 1\r\nkey: |\r\n  ${text}\r\n`,
  flow: (text) => `{a: 1, key: ${JSON.stringify(text)}}`,
};

function textOf(node: SourceNode | undefined): SourceNode | undefined {
  if (node?.kind === 'list') return textOf(node.items[0]);
  return node?.kind === 'map' ? node.entries.find(({ key }) => key === 'key')?.value : undefined;
}

/** The first error of compiling, checking and evaluating a text. */
function errorOf(node: SourceNode, kind: 'template' | 'condition'): GorunError | undefined {
  const errors: GorunError[] = [];
  const scope = createScope([
    { go: { version: '1.20', paths: ['a'] }, n: 5, none: null, r: { rc: 0, list: [] } },
  ]);
  try {
    if (kind === 'template') {
      const compiled = compileRenderable(node, (error) => errors.push(error));
      if (errors.length === 0) compiled.render(scope);
    } else {
      const compiled = compileCondition(node, (error) => errors.push(error));
      errors.push(...(compiled?.check(new Map([['r', resultType]])) ?? []));
      if (errors.length === 0) compiled?.evaluate(scope);
    }
  } catch (error) {
    if (error instanceof GorunError) errors.push(error);
    else throw error;
  }
  return errors[0];
}

/** `¦` stands in front of what is wrong. */
const cases: readonly (readonly ['template' | 'condition', string])[] = [
  ['template', 'x {{ n }} {{ ¦nn }} y'],
  ['template', 'x {{ n }} {{ go.¦verison }}'],
  ['template', '{{ go.version.¦x }} {{ n }}'],
  ['template', '{{ go.paths.¦7 }}'],
  ['template', '{{ default nn go.¦nope }}'],
  ['template', 'a "b" \'c\' {{ n }} {{ ¦uper n }}'],
  ['template', '{{ concat n (¦uper n) }}'],
  ['template', '{{ upper ¦go.paths }}'],
  ['template', '{{ replace "a" ¦go "b" }}'],
  ['template', '{{ regex_replace "a" ¦"(" "b" }}'],
  ['template', '{{ sort go.paths ¦rev=true }}'],
  ['template', '{{ n }} {{ n ¦| upper }}'],
  ['template', '{{ n }} {{ go.paths¦[0] }}'],
  ['template', "{{ 'a' ¦if n else 'b' }}"],
  ['template', 'a {{ n }} ¦{% if n %}b{% endif %}'],
  ['template', 'a {{ n }} ¦{{ n'],
  ['template', '{{#each go.paths}} {{ ¦nothis }} {{/each}}'],
  ['template', '{{#if n}} {{ go.¦x }} {{/if}}'],
  ['template', 'C:\\{{ n }}\\{{ ¦nn }}'],
  ['condition', 'n == 5 && ¦nn == 1'],
  ['condition', 'n == 5 && go.¦verison == "a"'],
  ['condition', 'go["version"] == "1.20" && go[¦"verison"] == "a"'],
  ['condition', 'n == 5 ¦and n == 6'],
  ['condition', '"a" == go.version || n ¦is defined'],
  ['condition', 'n == 5 && ¦fooo(n)'],
  ['condition', 'n == 5 && goVersion(¦"x") < "1.2"'],
  ['condition', 'n == 5 && go.version.matches(¦"(")'],
  ['condition', 'n == 5 && ¦r.rc == "0"'],
  ['condition', 'n == 5 && ¦"a" == "b"'],
  ['condition', 'n == 5 && r.rc.¦nope == 1'],
  ['condition', "n == 5 && go.version == 'it\"s' || ¦nn"],
  ['condition', 'n == 5 && ¦go.version > 1'],
  ['condition', 'n == 5 && r.list.exists(x, ¦y == 1) || ¦y'],
  ['condition', 'n == 5 && ¦int(go.paths) == 1'],
];

describe.each(Object.entries(frames))('in %s', (name, frame) => {
  it.each(cases)('the place of an error in a %s is exactly where it is: %s', (kind, marked) => {
    const at = marked.indexOf('¦');
    const text = marked.replaceAll('¦', '');
    const node = textOf(parseYaml(frame(text), 'play.yml'));
    if (node === undefined) throw new Error('no text');
    const error = errorOf(node, kind);
    expect(error?.position, name).toBeDefined();
    const rest = error?.sourceLine?.slice((error.position?.column ?? 0) - 1) ?? '';
    const decoded = rest.replace(/\\x([0-9a-f]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    const expected = text.slice(at).split(' ')[0] ?? '';
    const plain = decoded.replace(/\\(["\\])/g, '$1').replaceAll("''", "'");
    expect(`${plain.slice(0, expected.length)} of ${error?.message}`).toBe(
      `${expected} of ${error?.message}`,
    );
  });
});
