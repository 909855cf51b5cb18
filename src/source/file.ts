import type { Position } from '../position.ts';

/** A position together with the text of its line, so that an error can show both without reading the file again. */
export interface Place {
  readonly position: Position;
  readonly sourceLine: string;
}

/** Characters of a line shown after its place; a file may be one line of a megabyte. */
const longestTail = 200;

/** A text that a person wrote, and where its lines begin. */
export class SourceFile {
  readonly path: string;
  readonly text: string;
  /** It was encrypted: places in it show no line. */
  readonly hidden: boolean;
  readonly #lineStarts: readonly number[];

  constructor(path: string, text: string, hidden = false) {
    this.path = path;
    this.text = text;
    this.hidden = hidden;
    const starts = [0];
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
    this.#lineStarts = starts;
  }

  /** The place of an offset into the text; beyond the end it is the end. */
  place(offset: number): Place {
    const within = Math.max(0, Math.min(offset, this.text.length));
    const index = this.#lineIndex(within);
    const start = this.#lineStarts[index] ?? 0;
    return {
      position: { file: this.path, line: index + 1, column: within - start + 1 },
      sourceLine: this.hidden ? '' : this.#line(index).slice(0, within - start + longestTail),
    };
  }

  #line(index: number): string {
    const start = this.#lineStarts[index] ?? 0;
    const next = this.#lineStarts[index + 1];
    return this.text.slice(start, next === undefined ? undefined : next - 1).replace(/\r$/, '');
  }

  #lineIndex(offset: number): number {
    let [low, high] = [0, this.#lineStarts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
