import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileTree } from '../../src/expression/compile-tree.ts';
import { createScope } from '../../src/expression/scope.ts';
import { parseYaml } from '../../src/source/parse-yaml.ts';
import { errorOf, rendered, template } from './rendering.ts';

const host = {
  name: 'win1',
  n: 5,
  flag: false,
  none: null,
  dir: 'Go',
  length: 7,
  go: { version: '1.20.14', paths: ['C:\\Go', 'D:\\Go'], gone: null },
  list: [{ name: 'p' }, { name: 'q' }],
  'with-dash': 1,
};

describe('a template', () => {
  it.each([
    ['{{ n }}', 5],
    ['{{ flag }}', false],
    ['{{ none }}', null],
    ['{{ go.paths }}', ['C:\\Go', 'D:\\Go']],
    ['{{ go.paths.[1] }}', 'D:\\Go'],
    ['{{ go.paths.1 }}', 'D:\\Go'],
    ['{{ list.0.name }}', 'p'],
    ['{{ default list.5.name 1.5 }}', 1.5],
    ['{{ go.paths.length }}', 2],
    ['{{ [with-dash] }}', 1],
    ['{{{ name }}}', 'win1'],
    ['{{ default go.other 1 }}', 1],
    ['{{ default go.gone "none" }}', 'none'],
    ['{{ default nowhere.at.all n }}', 5],
    ['{{ ternary flag "a" go.paths }}', ['C:\\Go', 'D:\\Go']],
  ])('that is one expression keeps the type: %s', (text, expected) => {
    expect(rendered(text, host)).toEqual(expected);
  });

  it.each([
    ['n={{n}}, {{ flag }}, {{none}}.', 'n=5, false, .'],
    ['<b>&{{ name }}"', '<b>&win1"'],
    ['{{ go.paths }} {{ name }}', '["C:\\\\Go","D:\\\\Go"] win1'],
    ['C:\\{{ dir }}\\bin', 'C:\\Go\\bin'],
    ['\\\\{{ name }}\\share', '\\\\win1\\share'],
    ['{{ "{{" }} x }}', '{{ x }}'],
    ['{{#if flag}}a{{else}}b{{/if}}', 'b'],
    ['{{#unless flag}}a{{/unless}}', 'a'],
    ['{{#if (eq n 5)}}five{{/if}}', 'five'],
    ['{{#each list}}{{@index}}{{name}}{{n}} {{/each}}', '0p5 1q5 '],
    ['{{#each list as |it at|}}{{it.name}}{{at}}{{/each}}', 'p0q1'],
    ['{{#each go.paths}}{{this}};{{../name}};{{@last}} {{/each}}', 'C:\\Go;win1;false D:\\Go;win1;true '],
    ['{{#with go}}{{version}} on {{name}}{{/with}}', '1.20.14 on win1'],
    ['{{! a comment }}x{{ n }}', 'x5'],
    ['{{ length }} {{ length list }}', '7 2'],
  ])('in a text becomes text: %s', (text, expected) => {
    expect(rendered(text, host)).toBe(expected);
  });

  it.each([
    ['{{ lower "AbC" }}', 'abc'],
    ['{{ upper (trim "  a ") }}', 'A'],
    ['{{ join go.paths ";" }}', 'C:\\Go;D:\\Go'],
    ['{{ replace "a.b.c" "." "-" }}', 'a-b-c'],
    ['{{ regex_replace "go1.21" "^go(.*)$" "$1" }}', '1.21'],
    ['{{ win_basename "C:\\Program Files\\Go" }}', 'Go'],
    ['{{ win_dirname "C:\\Program Files\\Go" }}', 'C:\\Program Files'],
    ['{{ basename "/usr/local/go" }} {{ dirname "/usr/local/go" }}', 'go /usr/local'],
    ['{{ to_json list }}', '[{"name":"p"},{"name":"q"}]'],
    ['{{ lookup go "version" }}', '1.20.14'],
    ['{{ first go.paths }}', 'C:\\Go'],
    ['{{ last go.paths }}', 'D:\\Go'],
    ['{{ goVersionLess go.version "1.21rc1" }}', true],
    ['{{ goVersionCompare "1.21.0" "1.21rc1" }}', 1],
    ['{{ env "NO_SUCH_VARIABLE_HERE" "none" }}', 'none'],
    ['{{ in "p" go.paths }}', false],
  ])('has helpers: %s', (text, expected) => {
    expect(rendered(text, host)).toEqual(expected);
  });

  it('names the roots of its expressions, without helpers and literals', () => {
    expect(template('{{ upper go.version }} {{ default a "b" }} {{ "c" }} {{ 5 }}').roots).toEqual([
      'go',
      'a',
    ]);
  });

  it.each([
    ['{{ nmae }}', 'expression/undefined-name', 4, '"nmae" is not defined. Did you mean "name"?'],
    ['{{ upper nmae }}', 'expression/undefined-name', 10, '"nmae" is not defined. Did you mean "name"?'],
    [
      '{{ go.verison }}',
      'expression/undefined-name',
      7,
      'go has no "verison"; it has version, paths, gone. Did you mean "version"?',
    ],
    ['{{ go.gone.x }}', 'expression/undefined-name', 12, 'go.gone is null, so it has no "x".'],
    [
      '{{ go.constructor }}',
      'expression/undefined-name',
      7,
      'go has no "constructor"; it has version, paths, gone.',
    ],
    ['{{ toString }}', 'expression/undefined-name', 4, '"toString" is not defined.'],
    ['a {{ __proto__ }}', 'expression/undefined-name', 6, '"__proto__" is not defined.'],
    [
      '{{ list.0.name }} {{ nmae }}',
      'expression/undefined-name',
      22,
      '"nmae" is not defined. Did you mean "name"?',
    ],
    ['{{ upper go.paths }}', 'expression/helper', 10, 'upper: its argument must be a text, not a list.'],
    ['{{ goVersionLess "x" "1" }}', 'expression/helper', 4, 'goVersionLess: "x" is no Go version.'],
  ])('that meets what is not there says so: %s', (text, code, column, message) => {
    const error = errorOf(() => rendered(text, host));
    expect(error).toMatchObject({ code, message, position: { file: 'play.yml', line: 1, column } });
  });

  it.each([
    ["{{ x | default('y') }}", 'Write {{ default x "y" }}'],
    ["{{ x | upper | replace('a', 'b') }}", 'Write {{ replace (upper x) "a" "b" }}'],
    ["{{ x['a b'] }}", 'Write {{ x.[a b] }}'],
    ['{{ paths[0] }}', 'Write {{ paths.0 }}'],
    ['{{ x is defined }}', 'Write {{ defined x }}'],
    ["{{ 'a' if x else 'b' }}", 'Write {{ ternary x "a" "b" }}'],
    ['{{ x ~ y }}', 'Write {{ x }}{{ y }}'],
    ["{{ lookup('env', 'HOME') }}", 'Write {{ env "HOME" }}'],
    ['{% if x %}a{% endif %}', 'Write {{#if x}}a{{/if}}'],
    ['{% for a in b %}{{ a }}{% endfor %}', 'Write {{#each b as |a|}}{{ a }}{{/each}}'],
  ])("in Jinja's form is answered with the one to write: %s", (text, fix) => {
    expect(errorOf(() => template(text))).toMatchObject({ code: 'expression/jinja', fix });
  });

  it.each([
    ['a {{ name', 3],
    ['{{ }}', 1],
    ['{{> partial }}', 1],
    ['{{#list}}x{{/list}}', 1],
    ['{{ upper }} {{ upper name name }}', 27],
    ['{{ this }}', 4],
  ])('that is not valid is refused with its place: %s', (text, column) => {
    expect(errorOf(() => template(text))).toMatchObject({
      code: 'expression/template-syntax',
      position: { line: 1, column },
    });
  });

  it.each([
    ['a {{ name', 'A {{ is not closed.', 3],
    ['abc {{ }}', 'There is nothing between the braces.', 5],
    ['{{{ a }}', 'The braces are closed too early.', 7],
    ['{{ x y) }}', 'The template is not valid: ) is not understood here.', 7],
    ['one\ntwo {{ ok }} {{ x & }}', 'The template is not valid: & is not understood here.', 19],
    ['{{ upper "abc }}', 'A text is not closed.', 10],
    ['{{ name }} {{#if r}} x', '{{#if …}} is not closed.', 12],
    ['{{#if r}} x {{/each}}', '{{/each}} stands where {{#if …}} is to be closed.', 13],
    ['x {{/if}}', '{{/if}} closes what was not opened.', 3],
    ['C:\\{{ x & }}', 'The template is not valid: & is not understood here.', 9],
  ])('that Handlebars cannot read is told in words, at the exact place: %s', (text, message, column) => {
    const error = errorOf(() => template(text));
    expect(error).toMatchObject({ code: 'expression/template-syntax', message, position: { column } });
  });

  it.each([
    ['ok {{ name }} {{uper name}}', 17],
    ['{{ name "x" }}', 4],
  ])('that calls a helper which does not exist is refused with its place: %s', (text, column) => {
    expect(errorOf(() => template(text))).toMatchObject({
      code: 'expression/unknown-helper',
      position: { line: 1, column },
    });
  });

  it('never renders what a variable holds', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom('{{ name }}', '{{#each x}}', '{% if %}', '\\{{ a }}'),
        (noise, form) => {
          const evil = `${noise}${form}${noise}`;
          expect(rendered('{{ x }}', { x: evil })).toBe(evil);
          expect(rendered('<{{ x.y }}>', { x: { y: evil } })).toBe(`<${evil}>`);
          expect(rendered('{{#each x}}{{this}}{{/each}}', { x: [evil] })).toBe(evil);
          expect(rendered('{{ v }}', { x: evil, v: template('{{ x }}'), name: 'no' })).toBe(evil);
        },
      ),
    );
  });
});

describe('a tree', () => {
  const tree = (text: string) => {
    const errors: string[] = [];
    const node = parseYaml(text, 'play.yml');
    if (node === undefined) throw new Error('empty');
    const compiled = compileTree(node, (error) => {
      errors.push(`${error.position?.line}:${error.position?.column} ${error.code}`);
    });
    return { compiled, errors };
  };

  it('without templates is plain data', () => {
    expect(tree('{a: [1, x], b: {c: null}}').compiled).toEqual({ a: [1, 'x'], b: { c: null } });
  });

  it('renders the templates in it and leaves the rest', () => {
    const { compiled } = tree('a: ["{{ n }}", x]\nb: {c: "v{{ n }}", d: true}');
    const scope = createScope([{ n: 2 }]);
    const value =
      typeof compiled === 'object' && compiled !== null && 'kind' in compiled ? compiled : undefined;
    expect(value).toMatchObject({ roots: ['n'], templated: ['/a/0', '/b/c'] });
    expect(
      value !== undefined && 'render' in value && typeof value.render === 'function' && value.render(scope),
    ).toEqual({
      a: [2, 'x'],
      b: { c: 'v2', d: true },
    });
  });

  it('reports every error in it, each with its place', () => {
    expect(tree('a: "{{ x | lower }}"\nb:\n  - "ok {{ y"\n"{{ k }}": 1').errors.sort()).toEqual([
      '1:10 expression/jinja',
      '3:9 expression/template-syntax',
      '4:1 expression/template-syntax',
    ]);
  });
});
