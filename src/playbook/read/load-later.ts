import { GorunErrors } from '../../errors/gorun-error.ts';
import type { Included } from '../types.ts';
import { Parser } from './parser.ts';

/** Reads what an include names once the run comes there. Throws GorunErrors with everything that is wrong in it. */
export async function loadLater(
  parser: Parser,
  bring: (later: Parser) => Promise<Included>,
): Promise<Included> {
  const later = new Parser(parser.modules, parser.files, parser.rolesPath, true);
  const brought = await bring(later);
  const problems = later.problems();
  if (problems.length > 0) throw new GorunErrors(problems);
  return { nodes: brought.nodes, handlers: [...brought.handlers, ...later.handlers, ...later.lateHandlers] };
}
