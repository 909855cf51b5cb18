import type { Recap } from '../engine/events.ts';
import { nextLines, type Typed } from './next-step.ts';
import type { Output } from './output.ts';
import { recapLines } from './recap.ts';

/** What stands under every report for people. */
export interface ClosingOptions {
  readonly stats: boolean;
  readonly typed: Typed;
}

/** The end of a report: the recap, and what to type next where something is left to do. */
export function closingLines(
  recap: Recap,
  check: boolean,
  options: ClosingOptions,
  output: Output,
): string[] {
  const { colours } = output;
  const view = { check, stats: options.stats, columns: output.columns(), colours };
  const next = nextLines(recap, options.typed);
  return ['', ...recapLines(recap, view), ...(next.length > 0 ? ['', ...next] : [])];
}
