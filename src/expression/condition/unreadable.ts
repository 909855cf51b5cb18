import type { ASTNode, TypeError as CelTypeError, ParseError } from '@marcbachmann/cel-js';
import type { GorunError } from '../../errors/gorun-error.ts';
import { didYouMean } from '../../errors/suggest.ts';
import { errorAt } from '../../source/error-at.ts';
import type { ScalarNode } from '../../source/node.ts';
import { environment, ownNames } from './environment.ts';
import { plainWords } from './evaluation-error.ts';

const cel =
  'Conditions are CEL: && for and, || for or, !x for not x, defined(x), default(x, y), x.failed, matches(x, "re").';

/** Signs of other languages, and CEL's. */
const signs: readonly (readonly [RegExp, string])[] = [
  [/===/, 'Comparing is written ==.'],
  [/!==/, 'Comparing is written !=.'],
  [/=>/, 'Write >=.'],
  [/=</, 'Write <=.'],
  [/<>/, 'Write !=.'],
  [/[^=!<>]=[^=]/, 'Comparing is written ==.'],
  [/\s(?:is|and|or|not)\s|\|\s*\w/, cel],
];

/** A condition that does not parse, or calls what does not exist. */
export function unreadable(
  node: ScalarNode,
  text: string,
  cause: ParseError | CelTypeError | undefined,
): GorunError {
  const called =
    cause?.node !== undefined && isAst(cause.node) ? unknownFunction(node, text, cause.node) : undefined;
  if (called !== undefined) return called;
  const bare = text.replace(/"[^"]*"|'[^']*'/g, '""');
  const fix = signs.find(([sign]) => sign.test(bare))?.[1];
  const why = plainWords(cause?.summary ?? 'it is not understood').replace(
    'Unexpected token: EOF',
    'it ends too early',
  );
  const place = node.placeOf(cause?.range?.start ?? 0);
  return errorAt(place, 'expression/condition-syntax', `The condition is not valid: ${why}.`, fix, cause);
}

function isAst(node: { readonly op?: unknown }): node is ASTNode {
  return typeof node.op === 'string' && 'args' in node;
}

let known: { readonly functions: ReadonlySet<string>; readonly methods: ReadonlySet<string> } | undefined;

function unknownFunction(node: ScalarNode, text: string, ast: ASTNode): GorunError | undefined {
  if (ast.op !== 'call' && ast.op !== 'rcall') return undefined;
  known ??= knownFunctions();
  const [name] = ast.args;
  const names = ast.op === 'call' ? known.functions : known.methods;
  if (names.has(name)) return undefined;
  const at = ast.op === 'call' ? ast.start : text.indexOf(name, ast.args[1].end);
  const asFunction = ast.op === 'rcall' && known.functions.has(name);
  const message = ast.op === 'call' ? `There is no function ${name}.` : `There is no method ${name}.`;
  const fix = asFunction
    ? `Write it as a function: ${name}(…).`
    : 'docs/language.md lists the functions of conditions.';
  return errorAt(
    node.placeOf(at),
    'expression/condition-syntax',
    message + (asFunction ? '' : didYouMean(name, names)),
    fix,
  );
}

function knownFunctions(): NonNullable<typeof known> {
  const { functions } = environment.getDefinitions();
  const own: Readonly<Record<string, string>> = Object.fromEntries(
    Object.entries(ownNames).map(([name, ours]) => [ours, name]),
  );
  const named = (some: typeof functions) => new Set(some.flatMap(({ name }) => [name, own[name] ?? name]));
  return {
    functions: new Set([...named(functions.filter(({ receiverType }) => receiverType === null)), 'has']),
    methods: named(functions.filter(({ receiverType, name }) => receiverType !== null && name !== 'bind')),
  };
}
