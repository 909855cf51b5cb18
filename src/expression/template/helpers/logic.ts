import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../../json.ts';
import { HelperProblem, helper, truthy } from './declaration.ts';
import { order } from './order.ts';
import { any, later, maybe, optional, rest } from './parameters.ts';
import { contains, holds, testName } from './tests.ts';

const yes = new Set(['true', 'yes', 'on', 'y', 't', '1']);
const no = new Set(['false', 'no', 'off', 'n', 'f', '0', '']);

/** A boolean of what INI files, environments and command lines have for one. Throws HelperProblem. */
function toBoolean(value: Json): boolean {
  const word = String(value ?? '').toLowerCase();
  if (typeof value !== 'object' || value === null) {
    if (yes.has(word)) return true;
    if (no.has(word)) return false;
  }
  throw new HelperProblem(`${JSON.stringify(value)} is neither true nor false`);
}

/** Helpers that compare and decide, for `#if` and for values. CEL has its own forms for most. */
export const logicHelpers = [
  helper({
    name: 'default',
    doc: 'The value, or the fallback where it does not exist or is null; with `true` behind it also where it is empty or false.',
    takes: [maybe('value'), later('fallback'), optional(any('true'))],
    gives: 'any',
    example: ['{{ default go.path "C:\\Go" }}', 'C:\\Go', { go: {} }],
    templatesOnly: true,
    run: ([value, fallback, alsoEmpty]) =>
      value === undefined || value === null || (alsoEmpty === true && !truthy(value)) ? fallback() : value,
  }),
  helper({
    name: 'defined',
    doc: 'Whether the name and its keys exist.',
    takes: [maybe('value')],
    gives: 'boolean',
    example: ['{{ defined go.path }}', false, { go: {} }],
    templatesOnly: true,
    run: ([value]) => value !== undefined,
  }),
  helper({
    name: 'bool',
    doc: 'True or false of a text (true, yes, on, 1; false, no, off, 0; any case) or a number 1 or 0.',
    takes: [any('value')],
    gives: 'boolean',
    example: ['{{ bool "Yes" }}', true],
    run: ([value]) => toBoolean(value),
  }),
  helper({
    name: 'ternary',
    doc: '`yes` where the condition is true, otherwise `no`; only that one is looked at. A third is for null.',
    takes: [any('condition'), later('yes'), later('no'), optional(any('null'))],
    gives: 'any',
    example: ['{{ ternary (eq arch "386") "x86" "x64" }}', 'x64', { arch: 'amd64' }],
    templatesOnly: true,
    run: ([condition, whenTrue, whenFalse, whenNull]) => {
      if (condition === null && whenNull !== undefined) return whenNull;
      return truthy(condition) ? whenTrue() : whenFalse();
    },
  }),
  helper({
    name: 'eq',
    doc: 'Whether both are the same. A number is never the same as a text.',
    takes: [any('a'), any('b')],
    gives: 'boolean',
    example: ['{{ eq "a" "a" }}', true],
    templatesOnly: true,
    run: ([a, b]) => isDeepStrictEqual(a, b),
  }),
  helper({
    name: 'ne',
    doc: 'Whether they differ.',
    takes: [any('a'), any('b')],
    gives: 'boolean',
    example: ['{{ ne 1 "1" }}', true],
    templatesOnly: true,
    run: ([a, b]) => !isDeepStrictEqual(a, b),
  }),
  helper({
    name: 'lt',
    doc: 'Whether a is less than b (two numbers or two texts).',
    takes: [any('a'), any('b')],
    gives: 'boolean',
    example: ['{{ lt 1 2 }}', true],
    templatesOnly: true,
    run: ([a, b]) => order(a, b) < 0,
  }),
  helper({
    name: 'le',
    doc: 'Whether a is less than b, or the same.',
    takes: [any('a'), any('b')],
    gives: 'boolean',
    example: ['{{ le 2 2 }}', true],
    templatesOnly: true,
    run: ([a, b]) => order(a, b) <= 0,
  }),
  helper({
    name: 'gt',
    doc: 'Whether a is more than b.',
    takes: [any('a'), any('b')],
    gives: 'boolean',
    example: ['{{ gt 1 2 }}', false],
    templatesOnly: true,
    run: ([a, b]) => order(a, b) > 0,
  }),
  helper({
    name: 'ge',
    doc: 'Whether a is more than b, or the same.',
    takes: [any('a'), any('b')],
    gives: 'boolean',
    example: ['{{ ge 2 2 }}', true],
    templatesOnly: true,
    run: ([a, b]) => order(a, b) >= 0,
  }),
  helper({
    name: 'in',
    doc: 'Whether a list, a mapping (its keys) or a text holds the part.',
    takes: [any('part'), any('whole')],
    gives: 'boolean',
    example: ['{{ in "web" group_names }}', true, { group_names: ['web', 'prod'] }],
    templatesOnly: true,
    run: ([part, whole]) => contains(whole, part),
  }),
  helper({
    name: 'is',
    doc: 'Whether a value passes a test, with further arguments of the test.',
    takes: [maybe('value'), testName('test'), rest(any('argument'))],
    gives: 'boolean',
    example: ['{{ is 5 "number" }}', true],
    templatesOnly: true,
    run: ([value, test, args]) => holds(test, value, args),
  }),
  helper({
    name: 'not',
    doc: 'True for false, null, 0, "" and an empty list.',
    takes: [any('value')],
    gives: 'boolean',
    example: ['{{ not false }}', true],
    templatesOnly: true,
    run: ([value]) => !truthy(value),
  }),
  helper({
    name: 'and',
    doc: 'The first that is not true, or the last; what comes after is not looked at.',
    takes: [any('a'), rest(later('b'))],
    gives: 'any',
    example: ['{{ and true "last" }}', 'last'],
    templatesOnly: true,
    run: ([first, others]) => {
      let value: Json = first;
      for (const other of others) {
        if (!truthy(value)) return value;
        value = other();
      }
      return value;
    },
  }),
  helper({
    name: 'or',
    doc: 'The first that is true, or the last; what comes after is not looked at.',
    takes: [any('a'), rest(later('b'))],
    gives: 'any',
    example: ['{{ or "" "second" }}', 'second'],
    templatesOnly: true,
    run: ([first, others]) => {
      let value: Json = first;
      for (const other of others) {
        if (truthy(value)) return value;
        value = other();
      }
      return value;
    },
  }),
];
