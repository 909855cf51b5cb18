import { HelperProblem, helper, shownInText } from './declaration.ts';
import { any, flag, list, optional, pattern, rest, text, whole } from './parameters.ts';

const quoteForRe2 = /[\\.+*?()|[\]{}^$]/g;

/** Helpers that make texts of texts, or look into them. */
export const textHelpers = [
  helper({
    name: 'lower',
    doc: 'In small letters.',
    takes: [text('text')],
    gives: 'text',
    example: ['{{ lower "AbC" }}', 'abc'],
    run: ([value]) => value.toLowerCase(),
  }),
  helper({
    name: 'upper',
    doc: 'In capital letters.',
    takes: [text('text')],
    gives: 'text',
    example: ['{{ upper "AbC" }}', 'ABC'],
    run: ([value]) => value.toUpperCase(),
  }),
  helper({
    name: 'capitalize',
    doc: 'The first letter as a capital, the others small.',
    takes: [text('text')],
    gives: 'text',
    example: ['{{ capitalize "wEB one" }}', 'Web one'],
    run: ([value]) => value.charAt(0).toUpperCase() + value.slice(1).toLowerCase(),
  }),
  helper({
    name: 'title',
    doc: 'Every word with a capital, the other letters small.',
    takes: [text('text')],
    gives: 'text',
    example: ['{{ title "wEB one" }}', 'Web One'],
    run: ([value]) =>
      value
        .toLowerCase()
        .replace(/(^|[-\s({[<])(\S)/g, (_, before: string, letter: string) => before + letter.toUpperCase()),
  }),
  helper({
    name: 'trim',
    doc: 'Without white space at both ends, or without the given characters.',
    takes: [text('text'), optional(text('characters'))],
    gives: 'text',
    example: ['{{ trim "  a b " }}', 'a b'],
    run: ([value, characters]) => {
      if (characters === undefined) return value.trim();
      let [from, to] = [0, value.length];
      while (from < to && characters.includes(value.charAt(from))) from++;
      while (to > from && characters.includes(value.charAt(to - 1))) to--;
      return value.slice(from, to);
    },
  }),
  helper({
    name: 'concat',
    doc: 'All arguments as one text.',
    takes: [rest(any('value'))],
    gives: 'text',
    example: ['{{ concat "go" 1.21 ".msi" }}', 'go1.21.msi'],
    run: ([values]) => values.map(shownInText).join(''),
  }),
  helper({
    name: 'replace',
    doc: 'With every `from` replaced by `to`, as they stand.',
    takes: [text('text'), text('from'), text('to')],
    gives: 'text',
    example: ['{{ replace "a.b.c" "." "-" }}', 'a-b-c'],
    run: ([value, from, to]) => {
      if (from === '') throw new HelperProblem('`from` must not be empty');
      return value.split(from).join(to);
    },
  }),
  helper({
    name: 'regex_replace',
    doc: 'With every match of an RE2 pattern replaced; `$1` is what the first group found.',
    takes: [text('text'), pattern('pattern'), optional(text('to'))],
    gives: 'text',
    example: ['{{ regex_replace "go1.21" "^go(.*)$" "v$1" }}', 'v1.21'],
    run: ([value, regex, to]) => {
      try {
        return regex.matcher(value).replaceAll(to ?? '');
      } catch (cause) {
        throw new HelperProblem(`"${to}" names a group that the pattern does not have`, { cause });
      }
    },
  }),
  helper({
    name: 'regex_search',
    doc: 'What an RE2 pattern finds first, or a group of it; null where it finds nothing.',
    takes: [text('text'), pattern('pattern'), optional(whole('group'))],
    gives: 'any',
    example: ['{{ regex_search "go version go1.21.3 windows" "go([0-9.]+)" 1 }}', '1.21.3'],
    run: ([value, regex, group]) => {
      const matcher = regex.matcher(value);
      if (group !== undefined && (group < 0 || group > matcher.groupCount()))
        throw new HelperProblem(`the pattern has ${matcher.groupCount()} groups, not ${group}`);
      return matcher.find() ? (matcher.group(group ?? 0) ?? null) : null;
    },
  }),
  helper({
    name: 'regex_findall',
    doc: 'Everything that an RE2 pattern finds; of a pattern with a group what the first one found.',
    takes: [text('text'), pattern('pattern')],
    gives: 'list',
    example: ['{{ regex_findall "eth0 lo eth1" "eth[0-9]" }}', ['eth0', 'eth1']],
    run: ([value, regex]) => {
      const matcher = regex.matcher(value);
      const group = Math.min(1, matcher.groupCount());
      const found: string[] = [];
      while (matcher.find()) found.push(matcher.group(group) ?? '');
      return found;
    },
  }),
  helper({
    name: 'regex_escape',
    doc: 'A text as a pattern that finds exactly it.',
    takes: [text('text')],
    gives: 'text',
    example: ['{{ regex_escape "C:\\Go (1)" }}', 'C:\\\\Go \\(1\\)'],
    run: ([value]) => value.replace(quoteForRe2, '\\$&'),
  }),
  helper({
    name: 'split',
    doc: 'The parts between the separators; without one the words.',
    takes: [text('text'), optional(text('separator'))],
    gives: 'list',
    example: ['{{ split "a;b;c" ";" }}', ['a', 'b', 'c']],
    run: ([value, separator]) =>
      separator === undefined ? value.split(/\s+/).filter((word) => word !== '') : value.split(separator),
  }),
  helper({
    name: 'lines',
    doc: 'The lines of a text.',
    takes: [text('text')],
    gives: 'list',
    example: ['{{ lines text }}', ['one', 'two'], { text: 'one\r\ntwo\n' }],
    run: ([value]) => (value === '' ? [] : value.replace(/\r?\n$/, '').split(/\r?\n/)),
  }),
  helper({
    name: 'newline',
    doc: 'A line end, for where one is to be an argument: (newline).',
    takes: [],
    gives: 'text',
    example: ['{{ join names (newline) }}', 'a\nb', { names: ['a', 'b'] }],
    templatesOnly: true,
    run: () => '\n',
  }),
  helper({
    name: 'join',
    doc: 'The elements as one text, with the separator (", " if none is given) between them.',
    takes: [list('list'), optional(text('separator'))],
    gives: 'text',
    example: ['{{ join paths ";" }}', 'C:\\Go;D:\\Go', { paths: ['C:\\Go', 'D:\\Go'] }],
    run: ([values, separator]) => values.map(shownInText).join(separator ?? ', '),
  }),
  helper({
    name: 'starts_with',
    doc: 'Whether a text begins with another.',
    takes: [text('text'), text('start')],
    gives: 'boolean',
    example: ['{{ starts_with "go1.21" "go" }}', true],
    run: ([value, start]) => value.startsWith(start),
  }),
  helper({
    name: 'ends_with',
    doc: 'Whether a text ends with another.',
    takes: [text('text'), text('end')],
    gives: 'boolean',
    example: ['{{ ends_with "go.msi" ".msi" }}', true],
    run: ([value, end]) => value.endsWith(end),
  }),
  helper({
    name: 'matches',
    doc: 'Whether an RE2 pattern is found in a text; (?i) ignores case.',
    takes: [text('text'), pattern('pattern')],
    gives: 'boolean',
    example: ['{{ matches "go1.21.3" "^go[0-9]" }}', true],
    templatesOnly: true,
    run: ([value, regex]) => regex.test(value),
  }),
  helper({
    name: 'truncate',
    doc: 'At most so many characters; … stands for what was cut off.',
    takes: [text('text'), whole('length')],
    gives: 'text',
    example: ['{{ truncate "abcdefgh" 5 }}', 'abcd…'],
    run: ([value, length]) => {
      const characters = [...value];
      return characters.length <= length
        ? value
        : `${characters.slice(0, Math.max(0, length - 1)).join('')}…`;
    },
  }),
  helper({
    name: 'indent',
    doc: 'With spaces before every line but the first (or that as well).',
    takes: [text('text'), optional(whole('width'))],
    options: { first: flag('first') },
    gives: 'text',
    example: ['{{ indent text 2 }}', 'a:\n  b', { text: 'a:\nb' }],
    run: ([value, width], { first }) => {
      const blanks = ' '.repeat(Math.max(0, Math.min(width ?? 4, 200)));
      return (first ? blanks : '') + value.replace(/\n(?=[^\r\n])/g, `\n${blanks}`);
    },
  }),
];
