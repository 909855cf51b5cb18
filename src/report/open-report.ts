import type { EventListener } from '../engine/events.ts';
import type { ClosingOptions } from './closing.ts';
import { jsonReporter } from './json.ts';
import type { Output } from './output.ts';
import { plainReporter } from './plain.ts';
import type { Reporter, ReportStyle } from './reporter.ts';

/** What is to be told, and how much of it. */
export interface ReportOptions extends ClosingOptions {
  readonly style: ReportStyle;
  readonly diff: boolean;
  /** 0 by default, one more for each `-v`. */
  readonly verbosity: number;
  /** Show what tasks returned (plain lines only). */
  readonly results?: boolean;
}

/** Opens the report of a style. */
export async function openReport(output: Output, options: ReportOptions): Promise<Reporter> {
  if (options.style === 'tree') {
    const { treeReporter } = await import('./tree/tree.ts');
    return treeReporter(output, {
      ...options,
      now: Date.now,
      stdout: process.stdout,
      stderr: process.stderr,
    });
  }
  const listener: EventListener =
    options.style === 'json' ? jsonReporter(output) : plainReporter(output, options);
  return { listener, close: () => Promise.resolve() };
}
