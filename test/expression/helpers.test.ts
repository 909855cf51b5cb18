import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { helpers } from '../../src/expression/template/helpers/all.ts';
import { folder } from '../playbook/folder.ts';
import { errorOf, rendered, template } from './rendering.ts';

describe('every helper', () => {
  it.each([...helpers.values()])('gives what its example says: $name', ({ name, example }) => {
    expect(example.template).toMatch(new RegExp(`\\b${name}\\b`));
    expect(rendered(example.template, example.variables ?? {})).toEqual(example.gives);
  });

  it.each([...helpers.values()])('is documented: $name', ({ doc, takes, options }) => {
    expect(doc).toMatch(/^.+\.$/s);
    expect(doc.length).toBeLessThan(160);
    const names = [...takes.map(({ name }) => name), ...Object.keys(options)];
    expect(names.every((name) => name !== '')).toBe(true);
  });
});

describe('a helper', () => {
  const host = {
    go: { version: '1.20.14', paths: ['C:\\Go', 'D:\\Go'] },
    list: [{ name: 'p', n: 2 }, { name: 'q', n: 1 }, { name: 'r' }],
    empty: [],
    n: 5,
    numeric: '8080',
  };

  it.each([
    ['{{ default "" "x" }}', ''],
    ['{{ default "" "x" true }}', 'x'],
    ['{{ default (first empty) "none" }}', 'none'],
    ['{{ default (lookup go "path") "none" }}', 'none'],
    ['{{ default (env "NO_SUCH_VARIABLE") "none" }}', 'none'],
    ['{{ ternary (defined nothing) nothing.at.all "no" }}', 'no'],
    ['{{ and (defined nothing) nothing.at.all }}', false],
    ['{{ or true nothing.at.all }}', true],
    ['{{ defined (lookup go "path") }}', false],
    ['{{ ternary go.gone "y" "n" }}', undefined],
    ['{{ lookup go "paths" 1 }}', 'D:\\Go'],
    ['{{ go.paths.[-1] }}', 'D:\\Go'],
    ['{{ map list attribute="n" default=0 }}', [2, 1, 0]],
    ['{{ map go.paths "win_basename" }}', ['Go', 'Go']],
    ['{{ map (list "a1" "b2") "regex_replace" "[0-9]" "" }}', ['a', 'b']],
    ['{{ map (sort (selectattr list "n" "defined") attribute="n") attribute="name" }}', ['q', 'p']],
    ['{{ selectattr (selectattr list "n" "defined") "n" "gt" 1 }}', [{ name: 'p', n: 2 }]],
    ['{{ rejectattr list "n" "defined" }}', [{ name: 'r' }]],
    ['{{ select (list 0 1 "" "a") }}', [1, 'a']],
    ['{{ reject (list "web1" "db") "search" "[0-9]" }}', ['db']],
    ['{{ combine (dict "a" (dict "x" 1)) (dict "a" (dict "y" 2)) recursive=true }}', { a: { x: 1, y: 2 } }],
    ['{{ combine (dict "a" (dict "x" 1)) (dict "a" (dict "y" 2)) }}', { a: { y: 2 } }],
    ['{{ regex_search "abc" "x" }}', null],
    ['{{ regex_search "abc" "b" }}', 'b'],
    ['{{ regex_findall "a=1,b=2" "([a-z])=" }}', ['a', 'b']],
    ['{{ split " a  b " }}', ['a', 'b']],
    ['{{ trim "/a/" "/" }}', 'a'],
    ['{{ path_join "/a" "/b" "c" }}', '/b/c'],
    ['{{ win_join "C:\\Go" "D:\\x" "y" }}', 'D:\\x\\y'],
    ['{{ int "0x1f" 16 }}', 31],
    ['{{ int "-7" }}', -7],
    ['{{ int 7.9 }}', 7],
    ['{{ range 5 0 -2 }}', [5, 3, 1]],
    ['{{ round 2.5 }}', 3],
    ['{{ round 1.005 2 }}', 1.01],
    ['{{ round 2.7 0 "floor" }}', 2],
    ['{{ modulo -7 4 }}', 1],
    ['{{ add (list 1) (list 2) }}', [1, 2]],
    ['{{ bool "off" }}', false],
    ['{{ is go.version "version" "1.21" "<" }}', true],
    ['{{ is "1.21rc1" "go_version" "1.21.0" "<" }}', true],
    ['{{ version "1.21rc1" "<" "1.21.0" "goVersion" }}', true],
    ['{{ is nothing "defined" }}', false],
    ['{{ is n "odd" }}', true],
    ['{{ hash "a" }}', 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb'],
    ['{{ to_nice_json (dict "b" 1 "a" 2) }}', '{\n    "a": 2,\n    "b": 1\n}'],
    ['{{ first "abc" }}{{ last "abc" }}', 'ac'],
    ['{{ slice (range 9) -2 }}', [7, 8]],
    ["{{ concat 'a' \"b\" 'c\"d' }}", 'abc"d'],
    ['{{ get (dict "a" 1) "b" }}', null],
  ])('does as its doc says: %s', (text, expected) => {
    if (expected === undefined) expect(() => rendered(text, host)).toThrow();
    else expect(rendered(text, host)).toEqual(expected);
  });

  it.each([
    ['{{ upper go.paths }}', 10, 'upper: its argument must be a text, not a list.'],
    ['{{ add n numeric }}', 4, 'add: two numbers, texts or lists can be added, not the number 5 and a text.'],
    [
      '{{ multiply n numeric }}',
      15,
      'multiply: the second argument must be a number, not a text: (int …) or (float …) makes a number of it.',
    ],
    ['{{ bool "perhaps" }}', 4, 'bool: "perhaps" is neither true nor false.'],
    ['{{ int "4x" }}', 4, 'int: "4x" is no number.'],
    ['{{ divide n 0 }}', 4, 'divide: nothing can be divided by 0.'],
    ['{{ range 1000000 }}', 4, 'range: the range has more than 100000 numbers.'],
    ['{{ from_json "{" }}', 4, /^from_json: its argument is not JSON/],
    ['{{ from_yaml "a: [1" }}', 4, /^from_yaml: its argument is not YAML in its line 1/],
    ['{{ b64decode "%%" }}', 4, 'b64decode: its argument is not Base64.'],
    ['{{ map list attribute="nmae" }}', 4, 'map: a mapping in the list has no "nmae".'],
    ['{{ map go.paths "uper" }}', 4, 'map: there is no helper "uper" Did you mean "upper"?'],
    ['{{ sort (list 1 "a") }}', 4, /^sort: two numbers or two texts can be compared/],
    ['{{ file "no-such-file.txt" }}', 4, /^file: .*no-such-file.txt cannot be read: it does not exist.$/],
    ['{{ file "." }}', 4, /^file: .* is no file|it is a folder/],
  ])('that is given the wrong thing says so at its place: %s', (text, column, message) => {
    const error = errorOf(() => rendered(text, host));
    expect(error).toMatchObject({ code: 'expression/helper', position: { line: 1, column } });
    if (typeof message === 'string') expect(error.message).toBe(message);
    else expect(error.message).toMatch(message);
  });

  it.each([
    ['{{ first empty }}', 'first: its argument is empty.'],
    ['{{ lookup go "path" }}', 'lookup: there is no "path" in a mapping.'],
    ['{{ variable "nn" }}', 'variable: "nn" is not defined.'],
  ])('that finds nothing says what is not defined: %s', (text, message) => {
    const error = errorOf(() => rendered(text, host));
    expect(error).toMatchObject({ code: 'expression/undefined-name', message });
    expect(rendered(text.replace('{{ ', '{{ default (').replace(' }}', ') "none" }}'), host)).toBe('none');
  });

  it('reads files beside the playbook, or beside the file that it stands in', () => {
    const root = folder({ 'play/a.txt': 'one\ntwo\n\n', 'b.txt': 'b', bytes: '' });
    const playbook_dir = join(root, 'play');
    expect(rendered('{{ file "a.txt" }}', { playbook_dir })).toBe('one\ntwo');
    expect(rendered('{{ file "../b.txt" }}', { playbook_dir })).toBe('b');
    expect(rendered('{{ file path }}', { path: join(root, 'b.txt') })).toBe('b');
    expect(rendered('{{ default (file "c.txt") "none" }}', { playbook_dir })).toBe('none');
    writeFileSync(join(root, 'bytes'), Buffer.from([0xff, 0xfe, 0x00]));
    const path = join(root, 'bytes');
    expect(errorOf(() => rendered('{{ file path }}', { path })).message).toContain('it is not UTF-8 text');
    truncateSync(path, 2 ** 21);
    expect(errorOf(() => rendered('{{ file path }}', { path })).message).toContain(
      'at most 1048576 become a value',
    );
    expect(errorOf(() => rendered('{{ file path }}', { path: '/dev/zero' })).message).toContain('is no file');
    expect(errorOf(() => rendered('{{ file path }}', { path: root })).message).toMatch(
      /is no file|it is a folder/,
    );
  });

  it.each([
    ['{{ regex_replace x "(" "" }}', 'expression/helper', 20, /"\(" is no regular expression/],
    ['{{ regex_search x "a(?=b)" }}', 'expression/helper', 19, /it has no look-ahead/],
    ['{{ regex_search x "(a)\\1" }}', 'expression/helper', 19, /no references to groups/],
    ['{{ hash x "sha265" }}', 'expression/helper', 11, /Did you mean "sha256"\?/],
    ['{{ is x "defnied" }}', 'expression/helper', 9, /Did you mean "defined"\?/],
    ['{{ multiply x "2" }}', 'expression/helper', 15, /must be a number/],
    [
      '{{ upper (split x ",") }}',
      'expression/helper',
      10,
      'upper: its argument must be a text, and split gives a list.',
    ],
    ['{{ uper x }}', 'expression/unknown-helper', 4, /Did you mean "upper"\?/],
    ['a {{ concat (nwo "x") }}', 'expression/unknown-helper', 14, /nwo is not a helper/],
    ['{{ join x ";" 3 }}', 'expression/template-syntax', 15, 'join is given more than the 2 it takes.'],
    ['{{ replace x }}', 'expression/template-syntax', 4, 'replace is given too little: from is missing.'],
    [
      '{{ sort x revers=true }}',
      'expression/template-syntax',
      11,
      /no option "revers". Did you mean "reverse"\?/,
    ],
    ['{{ sort x reverse="yes" }}', 'expression/helper', 19, /reverse must be true or false/],
  ])('is checked before the run as far as its arguments are known: %s', (text, code, column, message) => {
    const error = errorOf(() => template(text));
    expect(error).toMatchObject({ code, position: { line: 1, column } });
    if (typeof message === 'string') expect(error.message).toBe(message);
    else expect(error.message).toMatch(message);
  });

  it.each(['{{ now "utc" }}', '{{ random 10 }}', '{{ password "x" }}', '{{ json_query x "y" }}'])(
    'that is not there on purpose is answered with what to do instead: %s',
    (text) => {
      const error = errorOf(() => template(text));
      expect(error.code).toBe('expression/unknown-helper');
      expect(error.fix).not.toBe('Correct its name; docs/language.md lists the helpers.');
    },
  );

  it('takes time linear in the text for any pattern', () => {
    const start = performance.now();
    expect(rendered('{{ regex_search text "^(a+)+$" }}', { text: `${'a'.repeat(5000)}!` })).toBeNull();
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('leaves nothing of a prototype', () => {
    for (const template of ['{{ lookup go "constructor" }}', '{{ get go "__proto__" }}'])
      expect([null, 'thrown']).toContain(
        (() => {
          try {
            return rendered(template, host);
          } catch {
            return 'thrown';
          }
        })(),
      );
    expect(rendered('{{ from_json text }}', { text: '{"__proto__": {"x": 1}}' })).not.toHaveProperty('x');
    expect(
      rendered('{{ combine (from_json text) go }}', { text: '{"__proto__": {"x": 1}}', go: {} }),
    ).not.toHaveProperty('x');
  });
});
