import { compileBlock } from './block.ts';
import { compileCall } from './call.ts';
import type { CompileContext } from './compile-context.ts';
import { compileExpression } from './expression.ts';
import type { Evaluate, Write } from './frame.ts';
import { shownInText } from './helpers/declaration.ts';
import type { PathOptions } from './path.ts';

type Blocks = PathOptions['blocks'];

/** Compiles a run of text, expressions and blocks. Throws GorunError. */
export function compileProgram(program: hbs.AST.Program, context: CompileContext, blocks: Blocks): Write {
  const parts = program.body.map((statement) => compileStatement(statement, context, blocks));
  return (frame) => {
    let text = '';
    for (const part of parts) text += part(frame);
    return text;
  };
}

/** Compiles `{{ … }}`; undefined is not among its values. Throws GorunError. */
export function compileMustache(
  mustache: hbs.AST.MustacheStatement,
  context: CompileContext,
  blocks: Blocks,
): Evaluate {
  const options = { blocks, optional: false };
  // Handlebars gives a hash object only where one was written.
  const hash: hbs.AST.Hash | undefined = mustache.hash;
  if (mustache.params.length === 0 && hash === undefined) {
    return compileExpression(mustache.path, context, options);
  }
  return compileCall(mustache, context, options);
}

function compileStatement(statement: hbs.AST.Statement, context: CompileContext, blocks: Blocks): Write {
  if (isContent(statement)) return () => statement.value;
  if (statement.type === 'CommentStatement') return () => '';
  if (isMustache(statement)) {
    const evaluate = compileMustache(statement, context, blocks);
    return (frame) => {
      const value = evaluate(frame);
      if (typeof value === 'string') return value;
      return shownInText(value ?? null);
    };
  }
  if (isBlock(statement)) return compileBlock(statement, context, blocks, compileProgram);
  throw context.wrong(statement.loc, 'Partials and decorators are not part of the templates here.');
}

/** Says whether a statement is `{{ … }}`. */
export function isMustache(statement: hbs.AST.Statement): statement is hbs.AST.MustacheStatement {
  return statement.type === 'MustacheStatement';
}

function isContent(statement: hbs.AST.Statement): statement is hbs.AST.ContentStatement {
  return statement.type === 'ContentStatement';
}

function isBlock(statement: hbs.AST.Statement): statement is hbs.AST.BlockStatement {
  return statement.type === 'BlockStatement';
}
