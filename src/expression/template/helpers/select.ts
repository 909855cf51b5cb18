import { didYouMean } from '../../../errors/suggest.ts';
import type { Json } from '../../../json.ts';
import { apply } from './apply.ts';
import { type Call, type Helper, HelperProblem, helper } from './declaration.ts';
import { attributeOf, maybeAttribute } from './list.ts';
import { any, list, optional, rest, text } from './parameters.ts';
import { holds, testName } from './tests.ts';

/**
 * Helpers that pick from a list or make another of it, each element by a test or a helper.
 *
 * @param find A helper by its name.
 */
export function selectHelpers(
  find: (name: string) => Helper | undefined,
  names: () => Iterable<string>,
): readonly Helper[] {
  const mapped = (values: readonly Json[], name: string, args: readonly Json[], call: Call): Json => {
    const each = find(name);
    if (each === undefined)
      throw new HelperProblem(`there is no helper "${name}"${didYouMean(name, names())}`);
    return values.map((value) => apply(each, [value, ...args], {}, call));
  };
  return [
    helper({
      name: 'map',
      doc: 'An attribute of each element (attribute="name"), or what a helper makes of each: {{ map names "upper" }}.',
      takes: [list('list'), optional(text('helper')), rest(any('argument'))],
      options: { attribute: text('attribute'), default: any('default') },
      gives: 'list',
      example: [
        '{{ map users attribute="name" }}',
        ['ann', 'bob'],
        { users: [{ name: 'ann' }, { name: 'bob' }] },
      ],
      run: ([values, name, args], options, call) => {
        const { attribute } = options;
        if (attribute !== undefined) {
          const fallback = options.default;
          return values.map((value) =>
            fallback === undefined
              ? attributeOf(value, attribute)
              : (maybeAttribute(value, attribute) ?? fallback),
          );
        }
        if (name === undefined) throw new HelperProblem('it wants attribute="name", or the name of a helper');
        return mapped(values, name, args, call);
      },
    }),
    helper({
      name: 'select',
      doc: 'The elements that pass a test (that are true, if none is given).',
      takes: [list('list'), optional(testName('test')), rest(any('argument'))],
      gives: 'list',
      example: ['{{ select names "match" "web" }}', ['web1'], { names: ['web1', 'db1'] }],
      run: ([values, test, args]) => values.filter((value) => holds(test ?? 'truthy', value, args)),
    }),
    helper({
      name: 'reject',
      doc: 'The elements that do not pass a test.',
      takes: [list('list'), optional(testName('test')), rest(any('argument'))],
      gives: 'list',
      example: ['{{ reject names "match" "web" }}', ['db1'], { names: ['web1', 'db1'] }],
      run: ([values, test, args]) => values.filter((value) => !holds(test ?? 'truthy', value, args)),
    }),
    helper({
      name: 'selectattr',
      doc: 'The elements with an attribute that passes a test (that is true, if none is given).',
      takes: [list('list'), text('attribute'), optional(testName('test')), rest(any('argument'))],
      gives: 'list',
      example: [
        '{{ selectattr users "uid" "ge" 1000 }}',
        [{ uid: 1000 }],
        { users: [{ uid: 0 }, { uid: 1000 }] },
      ],
      run: ([values, attribute, test, args]) =>
        values.filter((value) => holds(test ?? 'truthy', maybeAttribute(value, attribute), args)),
    }),
    helper({
      name: 'rejectattr',
      doc: 'The elements with an attribute that does not pass a test.',
      takes: [list('list'), text('attribute'), optional(testName('test')), rest(any('argument'))],
      gives: 'list',
      example: [
        '{{ rejectattr users "locked" }}',
        [{ name: 'ann' }],
        { users: [{ name: 'ann' }, { name: 'bob', locked: true }] },
      ],
      run: ([values, attribute, test, args]) =>
        values.filter((value) => !holds(test ?? 'truthy', maybeAttribute(value, attribute), args)),
    }),
  ];
}
