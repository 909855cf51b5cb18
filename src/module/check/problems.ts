import { closest, distance } from 'fastest-levenshtein';
import { isJsonObject, type Json } from '../../json.ts';
import type { ParamProblem } from '../contract.ts';
import type { ErrorObject } from './ajv.ts';
import { choicesOf, typeWords, valueWords } from './type-words.ts';

/** What a name stands for, and how all of them together are called. */
const wholes = { parameter: 'the parameters', key: 'the keys', property: 'the value' } as const;

/** Ajv's errors as one problem per cause, in the words of somebody who writes playbooks. `noun`: what a name stands for. */
export function problemsOf(
  errors: readonly ErrorObject[],
  noun: keyof typeof wholes = 'parameter',
): readonly ParamProblem[] {
  return unionsTold(errors)
    .filter((error) => error.propertyName === undefined)
    .map((error) => problemOf(error, noun));
}

/**
 * The branches of an anyOf each report why they did not match. The anyOf says it all, unless one branch alone is of the
 * value's type: then what is wrong there is what was meant.
 */
function unionsTold(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  // The outermost first: Ajv tells of inner ones before it.
  const [union] = errors
    .filter(({ keyword }) => keyword === 'anyOf')
    .toSorted((a, b) => a.schemaPath.length - b.schemaPath.length);
  if (union === undefined) return errors;
  const under = errors.filter(({ schemaPath }) => schemaPath.startsWith(`${union.schemaPath}/`));
  const rest = errors.filter((error) => error !== union && !under.includes(error));
  const branches = Object.values(Object.groupBy(under, (error) => branchOf(error, union)));
  const ofItsType = branches.filter((branch = []) => !branch.some((error) => isOfOtherType(error, union)));
  const [meant, another] = ofItsType;
  const told = meant === undefined || another !== undefined ? [{ ...union, keyword: 'union' }] : meant;
  return unionsTold([...rest, ...told]);
}

function branchOf({ schemaPath }: ErrorObject, union: ErrorObject): string {
  return schemaPath.slice(union.schemaPath.length + 1).split('/')[0] ?? '';
}

function isOfOtherType({ keyword, instancePath }: ErrorObject, union: ErrorObject): boolean {
  return instancePath === union.instancePath && ['type', 'const', 'enum', 'anyOf'].includes(keyword);
}

function problemOf(error: ErrorObject, noun: keyof typeof wholes): ParamProblem {
  const pointer = error.instancePath;
  const name = pointer === '' ? wholes[noun] : nameOf(pointer);
  const params: Readonly<Record<string, unknown>> = error.params;
  if (error.keyword === 'additionalProperties') {
    const unknown = String(params.additionalProperty);
    const known = isJsonObject(error.parentSchema?.properties)
      ? Object.keys(error.parentSchema.properties)
      : [];
    return {
      pointer: `${pointer}/${escapePointer(unknown)}`,
      message: `unknown ${noun} "${unknown}"${known.length === 0 ? '' : `; known: ${known.join(', ')}`}`,
      ...suggestion(unknown, known),
    };
  }
  if (error.keyword === 'propertyNames') {
    const wrong = String(params.propertyName);
    return { pointer: `${pointer}/${escapePointer(wrong)}`, message: `"${wrong}" cannot be a name here` };
  }
  if (error.keyword === 'minProperties') return { pointer, message: `${name}: at least one is needed` };
  if (error.keyword === 'required') {
    return { pointer, message: `${noun} "${String(params.missingProperty)}" is missing` };
  }
  const schema: Json = JSON.parse(JSON.stringify(error.parentSchema ?? {}));
  const value: Json | undefined =
    error.data === undefined ? undefined : JSON.parse(JSON.stringify(error.data));
  const secret = isJsonObject(schema) && schema.secret === true;
  if (['type', 'const', 'enum', 'union'].includes(error.keyword)) {
    const choices = isJsonObject(schema) ? choicesOf(schema) : undefined;
    // A number, too: `arch: 386` without quotes.
    const isWord = typeof value === 'string' || typeof value === 'number';
    const near = isWord && !secret ? suggestion(String(value), (choices ?? []).map(String)) : {};
    return { pointer, message: `${name} must be ${typeWords(schema)}, not ${shown(value, secret)}`, ...near };
  }
  const seen = secret ? '' : ` (it is ${shown(value, false)})`;
  // A regular expression helps nobody; what the parameter is, in words, does.
  if (error.keyword === 'pattern' && isJsonObject(schema) && typeof schema.description === 'string')
    return {
      pointer,
      message: `${name} cannot be ${secret ? 'what it is' : shown(value, false)}. ${name}: ${schema.description}`,
    };
  return { pointer, message: `${name} ${error.message ?? 'is wrong'}${seen}` };
}

function shown(value: Json | undefined, secret: boolean): string {
  if (secret || value === undefined || value === null) return valueWords(value);
  const text = JSON.stringify(value);
  return `${text.length > 60 ? `${text.slice(0, 57)}…` : text} (${valueWords(value)})`;
}

function suggestion(word: string, known: readonly string[]): { readonly suggestion?: string } {
  if (known.length === 0) return {};
  const near = closest(word.toLowerCase(), known);
  return distance(word.toLowerCase(), near.toLowerCase()) <=
    (near.length <= 3 ? 1 : Math.max(2, Math.floor(near.length / 3)))
    ? { suggestion: near }
    : {};
}

function nameOf(pointer: string): string {
  return pointer
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.');
}

function escapePointer(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('/', '~1');
}
