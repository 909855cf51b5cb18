import { isJsonObject, type Json } from '../../json.ts';
import { errorAt } from '../../source/error-at.ts';
import type { CompileContext } from './compile-context.ts';
import { compileExpression } from './expression.ts';
import type { BlockFrame, Frame, Write } from './frame.ts';
import { kindOf, truthy } from './helpers/declaration.ts';
import type { PathOptions } from './path.ts';

type Blocks = PathOptions['blocks'];
type CompileProgram = (program: hbs.AST.Program, context: CompileContext, blocks: Blocks) => Write;

/** Compiles `{{#if}}`, `{{#unless}}`, `{{#each}}` and `{{#with}}`. Throws GorunError. */
export function compileBlock(
  block: hbs.AST.BlockStatement,
  context: CompileContext,
  blocks: Blocks,
  compileProgram: CompileProgram,
): Write {
  const kind = 'original' in block.path ? String(block.path.original) : '';
  const [param] = block.params;
  if (!['if', 'unless', 'each', 'with'].includes(kind) || param === undefined || block.params.length > 1) {
    const fix = 'The blocks are {{#if x}}, {{#unless x}}, {{#each list}} and {{#with x}}.';
    throw context.wrong(block.loc, `{{#${kind}}} is not understood.`, fix);
  }
  const value = compileExpression(param, context, { blocks, optional: false });
  // The parser leaves these out where nothing was written, whatever its types say.
  const body: hbs.AST.Program | undefined = block.program;
  const otherwise: hbs.AST.Program | undefined = block.inverse;
  const names: readonly string[] = body?.blockParams ?? [];
  const inner = kind === 'each' || kind === 'with' ? [names, ...blocks] : blocks;
  const main = body === undefined ? () => '' : compileProgram(body, context, inner);
  const none = otherwise === undefined ? () => '' : compileProgram(otherwise, context, blocks);

  if (kind === 'if') return (frame) => (truthy(value(frame)) ? main : none)(frame);
  if (kind === 'unless') return (frame) => (truthy(value(frame)) ? none : main)(frame);
  const place = context.place(block.loc);
  return (frame) => {
    const over = value(frame) ?? null;
    if (!truthy(over)) return none(frame);
    if (kind === 'with') return main(inside(frame, over, {}, named(names, over)));
    if (typeof over !== 'object') {
      throw errorAt(place, 'expression/helper', `#each walks over a list or a mapping, not ${kindOf(over)}.`);
    }
    const turns = turnsOf(over, names);
    return turns.length === 0
      ? none(frame)
      : turns.map((turn) => main(inside(frame, turn.context, turn.data, turn.named))).join('');
  };
}

function inside(frame: Frame, context: Json, data: BlockFrame['data'], names: BlockFrame['named']): Frame {
  return { scope: frame.scope, blocks: [{ context, data, named: names }, ...frame.blocks] };
}

function named(names: readonly string[], ...values: readonly Json[]): Readonly<Record<string, Json>> {
  return Object.fromEntries(
    names.flatMap((name, index) => {
      const value = values[index];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function turnsOf(over: Json, names: readonly string[]): readonly BlockFrame[] {
  const pairs: readonly (readonly [string | number, Json])[] = Array.isArray(over)
    ? [...over.entries()]
    : Object.entries(isJsonObject(over) ? over : {});
  return pairs.map(([key, item], index) => ({
    context: item,
    data: { index, key, first: index === 0, last: index === pairs.length - 1 },
    named: named(names, item, key),
  }));
}
