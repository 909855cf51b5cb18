import type { Json } from '../../../json.ts';
import { HelperProblem, helper, kindOf, shownInText } from './declaration.ts';
import { order } from './order.ts';
import { any, list, number, optional, text, whole } from './parameters.ts';

const longestRange = 100_000;

function toNumber(value: Json): number {
  if (typeof value === 'boolean') return Number(value);
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof read === 'number' && Number.isFinite(read)) return read;
  throw new HelperProblem(
    typeof value === 'string' ? `"${value}" is no number` : `${kindOf(value)} is no number`,
  );
}

function divisor(value: number): number {
  if (value === 0) throw new HelperProblem('nothing can be divided by 0');
  return value;
}

function plus(a: Json, b: Json): Json {
  if (typeof a === 'number' && typeof b === 'number') return a + b;
  if (typeof a === 'string' && typeof b === 'string') return a + b;
  if (Array.isArray(a) && Array.isArray(b)) return [...a, ...b];
  throw new HelperProblem(`two numbers, texts or lists can be added, not ${kindOf(a)} and ${kindOf(b)}`);
}

/** Helpers that compute. */
export const numberHelpers = [
  helper({
    name: 'int',
    doc: 'A whole number of a number (its fraction cut off), a text or a boolean.',
    takes: [any('value'), optional(whole('base'))],
    gives: 'number',
    example: ['{{ int "42" }}', 42],
    templatesOnly: true,
    run: ([value, base]) => {
      if (base === undefined || base === 10) return Math.trunc(toNumber(value));
      const written = shownInText(value)
        .trim()
        .replace(/^0[xob]/i, '');
      const read = base >= 2 && base <= 36 ? Number.parseInt(written, base) : Number.NaN;
      if (read.toString(base) === written.toLowerCase().replace(/^0+(?=.)/, '')) return read;
      throw new HelperProblem(`"${written}" is no number of base ${base}`);
    },
  }),
  helper({
    name: 'float',
    doc: 'A number of a text, number or boolean.',
    takes: [any('value')],
    gives: 'number',
    example: ['{{ float "1.5" }}', 1.5],
    run: ([value]) => toNumber(value),
  }),
  helper({
    name: 'add',
    doc: 'The sum of two numbers; two texts or two lists one after the other.',
    takes: [any('a'), any('b')],
    gives: 'any',
    example: ['{{ add 2 3 }}', 5],
    run: ([a, b]) => plus(a, b),
  }),
  helper({
    name: 'subtract',
    doc: 'a less b.',
    takes: [number('a'), number('b')],
    gives: 'number',
    example: ['{{ subtract 5 2 }}', 3],
    run: ([a, b]) => a - b,
  }),
  helper({
    name: 'multiply',
    doc: 'a times b.',
    takes: [number('a'), number('b')],
    gives: 'number',
    example: ['{{ multiply 4 2.5 }}', 10],
    run: ([a, b]) => a * b,
  }),
  helper({
    name: 'divide',
    doc: 'a divided by b, with its fraction.',
    takes: [number('a'), number('b')],
    gives: 'number',
    example: ['{{ divide 5 2 }}', 2.5],
    run: ([a, b]) => a / divisor(b),
  }),
  helper({
    name: 'int_divide',
    doc: 'a divided by b, rounded down.',
    takes: [number('a'), number('b')],
    gives: 'number',
    example: ['{{ int_divide 5 2 }}', 2],
    run: ([a, b]) => Math.floor(a / divisor(b)),
  }),
  helper({
    name: 'modulo',
    doc: 'What remains of a divided by b; it has the sign of b.',
    takes: [number('a'), number('b')],
    gives: 'number',
    example: ['{{ modulo 7 4 }}', 3],
    run: ([a, b]) => a - Math.floor(a / divisor(b)) * b,
  }),
  helper({
    name: 'power',
    doc: 'a raised to b.',
    takes: [number('a'), number('b')],
    gives: 'number',
    example: ['{{ power 2 10 }}', 1024],
    run: ([a, b]) => a ** b,
  }),
  helper({
    name: 'abs',
    doc: 'A number without its sign.',
    takes: [number('number')],
    gives: 'number',
    example: ['{{ abs -3 }}', 3],
    run: ([value]) => Math.abs(value),
  }),
  helper({
    name: 'round',
    doc: 'The nearest number with so many digits after the dot; `method` may be "floor" or "ceil".',
    takes: [number('number'), optional(whole('digits')), optional(text('method'))],
    gives: 'number',
    example: ['{{ round 2.71828 2 }}', 2.72],
    run: ([value, digits = 0, method = 'common']) => {
      const ways: Readonly<Record<string, (value: number) => number>> = {
        common: Math.round,
        floor: Math.floor,
        ceil: Math.ceil,
      };
      const way = ways[method];
      if (way === undefined)
        throw new HelperProblem(`the method is "common", "floor" or "ceil", not "${method}"`);
      // By way of the exponent: 1.005 * 100 would be 100.49999999999999.
      return Number(`${way(Number(`${value}e${digits}`))}e${-digits}`);
    },
  }),
  helper({
    name: 'range',
    doc: 'The numbers from 0 (or `start`) up to, but without, `end`.',
    takes: [whole('start or end'), optional(whole('end')), optional(whole('step'))],
    gives: 'list',
    example: ['{{ range 1 4 }}', [1, 2, 3]],
    run: ([first, second, step = 1]) => {
      const [start, end] = second === undefined ? [0, first] : [first, second];
      if (step === 0) throw new HelperProblem('the step must not be 0');
      const length = Math.max(0, Math.ceil((end - start) / step));
      if (length > longestRange) throw new HelperProblem(`the range has more than ${longestRange} numbers`);
      return Array.from({ length }, (_, index) => start + index * step);
    },
  }),
  helper({
    name: 'min',
    doc: 'The least element (numbers or texts).',
    takes: [list('list')],
    gives: 'any',
    example: ['{{ min counts }}', 2, { counts: [7, 2, 5] }],
    run: ([values]) =>
      values.reduce((least, value) => (order(value, least) < 0 ? value : least), values[0] ?? null),
  }),
  helper({
    name: 'max',
    doc: 'The greatest element (numbers or texts).',
    takes: [list('list')],
    gives: 'any',
    example: ['{{ max counts }}', 7, { counts: [7, 2, 5] }],
    run: ([values]) =>
      values.reduce((most, value) => (order(value, most) > 0 ? value : most), values[0] ?? null),
  }),
  helper({
    name: 'sum',
    doc: 'All numbers of a list together.',
    takes: [list('list')],
    gives: 'number',
    example: ['{{ sum counts }}', 14, { counts: [7, 2, 5] }],
    run: ([values]) =>
      values.reduce<number>((all, value, index) => all + number('').read(value, `element ${index}`), 0),
  }),
  helper({
    name: 'string',
    doc: 'A value as text: numbers and booleans as written, lists and mappings as JSON.',
    takes: [any('value')],
    gives: 'text',
    example: ['{{ string 5 }}', '5'],
    templatesOnly: true,
    run: ([value]) => shownInText(value),
  }),
];
