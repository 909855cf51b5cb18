import type { Palette } from './colours.ts';

/** Where a report goes. */
export interface Output {
  /** Never throws; what nobody reads any more (a closed pipe) is dropped. */
  write(text: string): void;
  /** Width in characters; read anew each time, terminals get resized. */
  columns(): number;
  readonly colours: Palette;
}

/** Writes lines, each with its line end. */
export function writeLines(output: Output, lines: readonly string[]): void {
  if (lines.length > 0) output.write(`${lines.join('\n')}\n`);
}
