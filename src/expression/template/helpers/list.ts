import { isJsonObject, type Json } from '../../../json.ts';
import { ownValue } from '../../own-value.ts';
import { HelperProblem, helper, kindOf, MissingValue } from './declaration.ts';
import { order, sameness } from './order.ts';
import { any, flag, list, optional, rest, text, whole } from './parameters.ts';

const mostCombinations = 100_000;

/** Elements that are not the same as one before. */
function distinct(values: readonly Json[]): readonly Json[] {
  const seen = new Set<string>();
  return values.filter((value) => {
    const key = sameness(value);
    return seen.has(key) ? false : seen.add(key);
  });
}

function setOf(values: readonly Json[]): ReadonlySet<string> {
  return new Set(values.map(sameness));
}

/** What stands under `a.b` of an element. Throws HelperProblem. */
export function attributeOf(element: Json, path: string): Json {
  const found = maybeAttribute(element, path);
  if (found === undefined) throw new HelperProblem(`${kindOf(element)} in the list has no "${path}"`);
  return found;
}

/** As {@link attributeOf}; undefined where it is missing. */
export function maybeAttribute(element: Json, path: string): Json | undefined {
  let value: Json | undefined = element;
  for (const key of path.split('.')) value = ownValue(value, key);
  return value;
}

function flat(values: readonly Json[], levels: number): readonly Json[] {
  return values.flatMap((value) => (Array.isArray(value) && levels > 0 ? flat(value, levels - 1) : [value]));
}

/** Helpers for lists. */
export const listHelpers = [
  helper({
    name: 'length',
    doc: 'The number of elements of a list, keys of a mapping or characters of a text.',
    takes: [any('value')],
    gives: 'number',
    example: ['{{ length play_hosts }}', 2, { play_hosts: ['win1', 'win2'] }],
    run: ([value]) => {
      if (typeof value === 'string' || Array.isArray(value)) return value.length;
      if (isJsonObject(value)) return Object.keys(value).length;
      throw new HelperProblem(`its argument must be a list, a mapping or a text, not ${kindOf(value)}`);
    },
  }),
  helper({
    name: 'list',
    doc: 'A list of the arguments. In conditions: [a, b].',
    takes: [rest(any('value'))],
    gives: 'list',
    example: ['{{ list 1 "b" true }}', [1, 'b', true]],
    templatesOnly: true,
    run: ([values]) => values,
  }),
  helper({
    name: 'first',
    doc: 'The first element of a list or character of a text; missing where there is none.',
    takes: [any('list')],
    gives: 'any',
    example: ['{{ first play_hosts }}', 'win1', { play_hosts: ['win1', 'win2'] }],
    run: ([value]) => present(sequence(value).at(0)),
  }),
  helper({
    name: 'last',
    doc: 'The last element of a list or character of a text; missing where there is none.',
    takes: [any('list')],
    gives: 'any',
    example: ['{{ last play_hosts }}', 'win2', { play_hosts: ['win1', 'win2'] }],
    run: ([value]) => present(sequence(value).at(-1)),
  }),
  helper({
    name: 'slice',
    doc: 'From an index up to, but without, another; negative ones count from the end.',
    takes: [any('list'), whole('start'), optional(whole('end'))],
    gives: 'any',
    example: ['{{ slice "1.21.3" 0 4 }}', '1.21'],
    run: ([value, start, end]) => sequence(value).slice(start, end),
  }),
  helper({
    name: 'sort',
    doc: 'In order (numbers, or texts with capital letters first), by an attribute where one is given.',
    takes: [list('list')],
    options: { attribute: text('attribute'), reverse: flag('reverse') },
    gives: 'list',
    example: ['{{ sort ports reverse=true }}', [443, 80, 22], { ports: [80, 22, 443] }],
    run: ([values], { attribute, reverse }) => {
      const key = (value: Json) => (attribute === undefined ? value : attributeOf(value, attribute));
      const direction = reverse === true ? -1 : 1;
      return values.toSorted((a, b) => direction * order(key(a), key(b)));
    },
  }),
  helper({
    name: 'reverse',
    doc: 'The elements of a list, or the characters of a text, from last to first.',
    takes: [any('list')],
    gives: 'any',
    example: ['{{ reverse steps }}', ['b', 'a'], { steps: ['a', 'b'] }],
    run: ([value]) =>
      typeof value === 'string'
        ? [...value].reverse().join('')
        : list('').read(value, 'its argument').toReversed(),
  }),
  helper({
    name: 'unique',
    doc: 'Without elements that are the same as one before.',
    takes: [list('list')],
    gives: 'list',
    example: ['{{ unique names }}', ['a', 'b'], { names: ['a', 'b', 'a'] }],
    run: ([values]) => distinct(values),
  }),
  helper({
    name: 'union',
    doc: 'What is in either list, each once.',
    takes: [list('a'), list('b')],
    gives: 'list',
    example: ['{{ union a b }}', [1, 2, 3], { a: [1, 2], b: [2, 3] }],
    run: ([a, b]) => distinct([...a, ...b]),
  }),
  helper({
    name: 'difference',
    doc: 'What is in the first list and not in the second, each once.',
    takes: [list('a'), list('b')],
    gives: 'list',
    example: ['{{ difference a b }}', [1], { a: [1, 2], b: [2, 3] }],
    run: ([a, b]) => {
      const other = setOf(b);
      return distinct(a).filter((value) => !other.has(sameness(value)));
    },
  }),
  helper({
    name: 'intersect',
    doc: 'What is in both lists, each once.',
    takes: [list('a'), list('b')],
    gives: 'list',
    example: ['{{ intersect a b }}', [2], { a: [1, 2], b: [2, 3] }],
    run: ([a, b]) => {
      const other = setOf(b);
      return distinct(a).filter((value) => other.has(sameness(value)));
    },
  }),
  helper({
    name: 'symmetric_difference',
    doc: 'What is in one of the lists only, each once.',
    takes: [list('a'), list('b')],
    gives: 'list',
    example: ['{{ symmetric_difference a b }}', [1, 3], { a: [1, 2], b: [2, 3] }],
    run: ([a, b]) => {
      const [inA, inB] = [setOf(a), setOf(b)];
      return distinct([...a, ...b]).filter((value) => inA.has(sameness(value)) !== inB.has(sameness(value)));
    },
  }),
  helper({
    name: 'flatten',
    doc: 'With the elements of lists in it instead of these, so many levels deep (all, if no number is given).',
    takes: [list('list'), optional(whole('levels'))],
    gives: 'list',
    example: ['{{ flatten nested }}', [1, 2, 3], { nested: [1, [2, [3]]] }],
    run: ([values, levels]) => flat(values, levels ?? 100),
  }),
  helper({
    name: 'zip',
    doc: 'A list of lists: the first elements together, the second ones, up to the end of the shortest.',
    takes: [list('a'), rest(list('b'))],
    gives: 'list',
    example: [
      '{{ zip names ports }}',
      [
        ['web', 80],
        ['db', 5432],
      ],
      { names: ['web', 'db'], ports: [80, 5432] },
    ],
    run: ([first, others]) => {
      const all = [first, ...others];
      const length = Math.min(...all.map((one) => one.length));
      return Array.from({ length }, (_, index) => all.map((one) => one[index] ?? null));
    },
  }),
  helper({
    name: 'product',
    doc: 'Every combination of an element of each list.',
    takes: [list('a'), rest(list('b'))],
    gives: 'list',
    example: [
      '{{ product os arch }}',
      [
        ['linux', 'amd64'],
        ['linux', 'arm64'],
      ],
      { os: ['linux'], arch: ['amd64', 'arm64'] },
    ],
    run: ([first, others]) => {
      const size = others.reduce((all, one) => all * one.length, first.length);
      if (size > mostCombinations)
        throw new HelperProblem(`there are more than ${mostCombinations} combinations`);
      return others.reduce<readonly (readonly Json[])[]>(
        (all, one) => all.flatMap((start) => one.map((value) => [...start, value])),
        first.map((value) => [value]),
      );
    },
  }),
  helper({
    name: 'groupby',
    doc: 'A list of pairs: a value of the attribute, and the elements that have it.',
    takes: [list('list'), text('attribute')],
    gives: 'list',
    example: [
      '{{ groupby hosts "os" }}',
      [
        ['linux', [{ os: 'linux' }]],
        ['windows', [{ os: 'windows' }]],
      ],
      { hosts: [{ os: 'windows' }, { os: 'linux' }] },
    ],
    run: ([values, attribute]) => {
      const groups = Map.groupBy(values, (value) => sameness(attributeOf(value, attribute)));
      const pairs = [...groups.values()].map(
        (group) => [attributeOf(group[0] ?? null, attribute), group] as const,
      );
      return pairs.toSorted(([a], [b]) => order(a, b));
    },
  }),
  helper({
    name: 'subelements',
    doc: 'A list of pairs: each element, with each entry of the list that it has under that name.',
    takes: [list('list'), text('attribute')],
    gives: 'list',
    example: [
      '{{ subelements users "keys" }}',
      [
        [{ name: 'a', keys: [1, 2] }, 1],
        [{ name: 'a', keys: [1, 2] }, 2],
      ],
      { users: [{ name: 'a', keys: [1, 2] }] },
    ],
    run: ([values, attribute]) =>
      values.flatMap((value) =>
        list('')
          .read(attributeOf(value, attribute), `"${attribute}" of an element`)
          .map((entry) => [value, entry]),
      ),
  }),
];

function sequence(value: Json): string | readonly Json[] {
  if (typeof value === 'string' || Array.isArray(value)) return value;
  throw new HelperProblem(`its argument must be a list or a text, not ${kindOf(value)}`);
}

function present(value: Json | undefined): Json {
  if (value === undefined) throw new MissingValue('its argument is empty');
  return value;
}
