import { describe, expect, it } from 'vitest';
import { GorunErrors } from '../../src/errors/gorun-error.ts';
import { type SourceNode, toJson } from '../../src/source/node.ts';
import { parseYaml } from '../../src/source/parse-yaml.ts';

function parsed(text: string) {
  const node = parseYaml(text, 'a.yml');
  return node === undefined ? undefined : toJson(node);
}

function errorsOf(text: string): string[] {
  try {
    parseYaml(text, 'a.yml');
  } catch (error) {
    if (!(error instanceof GorunErrors)) throw error;
    return error.errors.map(
      ({ position, code, message }) => `${position?.line}:${position?.column} ${code} ${message}`,
    );
  }
  return [];
}

function entry(node: SourceNode | undefined, key: string): SourceNode {
  const found = node?.kind === 'map' ? node.entries.find((one) => one.key === key) : undefined;
  if (found === undefined) throw new Error(`no ${key}`);
  return found.value;
}

describe('reading YAML', () => {
  it.each([
    ['a: yes', { a: 'yes' }],
    ['a: 0o17\nb: 017', { a: 15, b: 17 }],
    ['a: ~\nb:', { a: null, b: null }],
    ['1: x\ntrue: y', { '1': 'x', true: 'y' }],
    ['x: &a [1]\ny: *a', { x: [1], y: [1] }],
    ['x: &a {p: 1, q: 2}\ny: {<<: *a, q: 3}', { x: { p: 1, q: 2 }, y: { p: 1, q: 3 } }],
    ['a: 2001-01-01', { a: '2001-01-01' }],
    ['', undefined],
    ['# only words', undefined],
  ])('takes %j', (text, expected) => {
    expect(parsed(text)).toEqual(expected);
  });

  it('keeps a key named __proto__ a plain key', () => {
    expect(Object.keys(JSON.parse(JSON.stringify(parsed('__proto__: {x: 1}'))))).toEqual(['__proto__']);
  });

  it.each([
    ['a: 1\na: 2\nb: 1\nb: 2', ['2:1 source/duplicate-key', '4:1 source/duplicate-key']],
    ['a:\n\t- b', ['2:1 source/yaml-syntax A tab']],
    ['a: 1\n\tb: 2', ['2:1 source/yaml-syntax A tab']],
    ['a: {{ x }}', ['1:4 source/yaml-syntax A value that starts with {{ must be quoted']],
    ['a: @x\nb: `y', ['1:4 source/yaml-syntax A value cannot start with @', '2:4 source/yaml-syntax']],
    ['a: 1\n---\nb: 2', ['2:1 source/yaml-syntax The file holds more than one document']],
    ['a: !vault x', ['1:4 source/yaml-syntax !vault is not understood']],
    ['a: .inf', ['1:4 source/yaml-syntax .inf has no form in JSON']],
    ['a: 12345678901234567890', ['1:4 source/yaml-syntax 12345678901234567890 is too large']],
    ['a: *x', ['1:4 source/yaml-syntax There is no &x above *x']],
    ['a: &x [*x]', ['1:8 source/too-large *x stands inside of &x']],
    ['[1]: x', ['1:1 source/yaml-syntax A key must be a text']],
  ])('refuses %j and says where', (text, expected) => {
    const errors = errorsOf(text);
    expect(errors.length).toBe(expected.length);
    for (const [index, start] of expected.entries()) expect(errors[index]?.startsWith(start)).toBe(true);
  });

  it.each([
    ['brackets', '['.repeat(100_000)],
    ['dashes', '- '.repeat(100_000)],
    ['closed brackets', '['.repeat(300) + ']'.repeat(300)],
    [
      'aliases',
      ['a: &a [x,x,x,x,x,x,x,x,x]']
        .concat([...'bcdefghijk'].map((c, i) => `${c}: &${c} [${`*${'abcdefghij'[i]},`.repeat(9)}]`))
        .join('\n'),
    ],
  ])('refuses a bomb of %s within a second', (_, text) => {
    const start = performance.now();
    expect(errorsOf(text)).toEqual([expect.stringContaining('source/too-large')]);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('places', () => {
  it('are those of the values', () => {
    const node = parseYaml('a:\n  - b: 1\n    c: "x"\n', 'a.yml');
    const item = entry(node, 'a');
    const c = item.kind === 'list' ? entry(item.items[0], 'c') : item;
    expect(c.place).toEqual({ position: { file: 'a.yml', line: 3, column: 8 }, sourceLine: '    c: "x"' });
  });

  it.each([
    ['a: hello {{ x }}', 6, [1, 10]],
    ['a: "he said \\"{{ x }}"', 9, [1, 15]],
    ["a: 'it''s {{ x }}'", 5, [1, 11]],
    ['a: |\n  one\n  two {{ x }}\n', 8, [3, 7]],
    ['a: >\n  one\n  two {{ x }}\n', 8, [3, 7]],
    ['a: one\n  two {{ x }}', 8, [2, 7]],
    ['a: "line\\n{{ x }}"', 5, [1, 11]],
  ])('of a character inside of %j are exact', (text, index, [line, column]) => {
    const node = entry(parseYaml(text, 'a.yml'), 'a');
    expect(node.kind === 'scalar' && node.placeOf(index).position).toMatchObject({ line, column });
  });
});

it.each([
  ['when: !r.failed', "Quote it: '!r.failed'."],
  ["when: !(a == 'b')  ", "Quote it: '!(a == ''b'')'."],
  ['x: !foo:bar 5', 'Remove the tag.'],
])('a text that begins with ! is told to be quoted: %s', (text, fix) => {
  try {
    parseYaml(text, 'play.yml');
    expect.unreachable();
  } catch (error) {
    expect(error instanceof GorunErrors && error.errors[0]?.fix).toBe(fix);
  }
});
