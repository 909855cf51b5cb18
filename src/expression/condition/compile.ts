import { ParseError, type ParseResult } from '@marcbachmann/cel-js';
import { GorunError } from '../../errors/gorun-error.ts';
import { errorAt } from '../../source/error-at.ts';
import { nodeInWords, type ScalarNode, type SourceNode } from '../../source/node.ts';
import type { Report } from '../compile-tree.ts';
import { answerInCondition, asWritten } from '../jinja/answer.ts';
import { type NameUse, rootsOf } from '../name-use.ts';
import { compileText } from '../template/compile.ts';
import type { Condition, Scope } from '../types.ts';
import { environment, ownNames } from './environment.ts';
import { evaluationError, plainWords } from './evaluation-error.ts';
import { impossibleParts } from './impossible.ts';
import { type TypeProblem, typeProblems } from './infer.ts';
import { ScopeVariables } from './scope-variables.ts';
import { withAliases } from './type-names.ts';
import { unreadable } from './unreadable.ts';
import type { NameTypes } from './value-type.ts';
import { calls, namesOf } from './walk.ts';

/** A condition that knows where each of its names stands. */
export interface CompiledCondition extends Condition {
  readonly uses: readonly NameUse[];
  /** What cannot work, or decides nothing, once the types of some names are known; for conditions of a playbook. */
  check(types: NameTypes): readonly GorunError[];
}

/**
 * Compiles a condition: CEL, or true or false, or a template that is one expression.
 * Errors go to `report`; the result is then undefined.
 */
export function compileCondition(node: SourceNode, report: Report): CompiledCondition | undefined {
  try {
    return compile(node);
  } catch (error) {
    if (!(error instanceof GorunError)) throw error;
    report(error);
    return undefined;
  }
}

function compile(node: SourceNode): CompiledCondition {
  if (node.kind !== 'scalar' || (typeof node.value !== 'string' && typeof node.value !== 'boolean')) {
    const message = `A condition is an expression, true or false, not ${nodeInWords(node)}.`;
    throw errorAt(node.place, 'expression/condition-syntax', message);
  }
  const { value } = node;
  const { position } = node.place;
  if (typeof value === 'boolean') {
    return { text: String(value), position, roots: [], uses: [], check: () => [], evaluate: () => value };
  }
  if (/\{\{|\{%/.test(value)) return fromTemplate(node, value);
  return fromCel(node, value);
}

function fromTemplate(node: ScalarNode, text: string): CompiledCondition {
  const template = compileText(node, text);
  if (!template.whole) {
    const bare = text.replace(/\{\{~?\s*(.*?)\s*~?\}\}/g, '$1');
    const message = 'A condition has no braces: names stand in it as they are.';
    throw errorAt(template.place, 'expression/condition-syntax', message, `Write ${bare}`);
  }
  const evaluate = (scope: Scope) => {
    const result = template.render(scope);
    if (typeof result === 'boolean') return result;
    throw notBoolean(node, text, result);
  };
  return {
    text,
    position: node.place.position,
    roots: rootsOf(template.uses),
    uses: template.uses,
    check: () => [],
    evaluate,
  };
}

function fromCel(node: ScalarNode, text: string): CompiledCondition {
  const program = parse(node, text);
  const uses = namesOf(program.ast).map(({ name, start, optional }) => ({
    name,
    place: node.placeOf(start),
    optional,
  }));
  if (/\[\s*-\s*\d/.test(text)) {
    const fromEnd = jinjaError(node, text);
    if (fromEnd !== undefined) throw fromEnd;
  }
  // Words of Python and of YAML 1.1 are names to CEL.
  const word = uses.find(({ name }) => /^(?:True|False|None|yes|no|on|off)$/.test(name));
  if (word !== undefined) {
    const fix = 'The words are true, false and null.';
    const message = `${word.name} is no value here.`;
    throw jinjaError(node, text) ?? errorAt(word.place, 'expression/condition-syntax', message, fix);
  }
  const [unfit] = typeProblems(program.ast, noTypes);
  if (unfit !== undefined) throw typeError(node, unfit);
  const checked = program.check();
  if (!checked.valid) {
    const { error } = checked;
    throw unreadable(node, text, error);
  }
  if (checked.type !== 'bool' && checked.type !== 'dyn') {
    const message = `A condition must be true or false; this is always ${plainWords(`'${checked.type}'`)}.`;
    throw errorAt(node.place, 'expression/condition-type', message);
  }
  return {
    text,
    position: node.place.position,
    roots: rootsOf(uses),
    uses,
    check: (types) => [
      ...typeProblems(program.ast, types).map((problem) => typeError(node, problem)),
      ...impossibleParts(program.ast).map((part) =>
        errorAt(node.placeOf(part.node.start), 'expression/impossible', `${part.message}.`, part.fix),
      ),
    ],
    evaluate: (scope) => {
      let result: unknown;
      try {
        result = program(new ScopeVariables(scope));
      } catch (cause) {
        throw evaluationError(node, scope, cause, program.ast);
      }
      if (typeof result === 'boolean') return result;
      throw notBoolean(node, text, result);
    },
  };
}

const called = new RegExp(
  `("(?:[^"\\\\]|\\\\.)*"|'(?:[^'\\\\]|\\\\.)*')|\\b(${Object.keys(ownNames).join('|')})(?=\\s*\\()`,
  'g',
);

const noTypes: NameTypes = new Map();

function typeError(node: ScalarNode, { node: part, at, message, fix, argument }: TypeProblem): GorunError {
  const code = argument ? 'expression/helper' : 'expression/condition-type';
  return errorAt(node.placeOf(at ?? part.start), code, `${message}${/[.?]$/.test(message) ? '' : '.'}`, fix);
}

/** Parses with some functions renamed to ours, of the same length so that positions stay true. */
function parse(node: ScalarNode, text: string): ParseResult {
  const renamed = text.replace(called, (_, quoted?: string, name?: keyof typeof ownNames) =>
    name === undefined ? (quoted ?? '') : ownNames[name],
  );
  try {
    const program = environment.parse(renamed);
    const aliased = withAliases(renamed, program.ast);
    if (!calls(program.ast, 'matches')) return aliased === undefined ? program : environment.parse(aliased);
  } catch (cause) {
    const jinja = jinjaError(node, text);
    if (jinja !== undefined) throw jinja;
    if (!(cause instanceof ParseError)) throw cause;
    throw unreadable(node, text, cause);
  }
  throw unreadable(node, text, undefined);
}

function jinjaError(node: ScalarNode, text: string): GorunError | undefined {
  const answer = answerInCondition(text, node.style);
  if (answer === undefined || answer.form === text) return undefined;
  const place = node.placeOf(answer.at);
  if (answer.form === undefined) {
    if (answer.hint === undefined) return undefined;
    return errorAt(place, 'expression/jinja', `"${text}" is Jinja's form, and has none here.`, answer.hint);
  }
  try {
    environment.parse(answer.form);
  } catch {
    return undefined;
  }
  return errorAt(
    place,
    'expression/jinja',
    `"${text}" is Jinja's form.`,
    `Write ${asWritten(node, answer.form)}`,
  );
}

function notBoolean(node: ScalarNode, text: string, result: unknown): GorunError {
  const shown =
    typeof result === 'string' ? `the text "${result}"` : plainWords(`a value of type '${typeof result}'`);
  const message = `The condition "${text}" must give true or false, not ${result === null ? 'null' : shown}.`;
  const word = typeof result === 'string' && /^(?:true|false|yes|no|on|off)$/i.test(result);
  const fix = word
    ? `Make the variable a boolean: true or false without quotes (with -e: '{"name": true}'), or compare: ${text} == "${result}".`
    : undefined;
  return errorAt(node.place, 'expression/condition-type', message, fix);
}
