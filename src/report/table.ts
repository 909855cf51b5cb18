import { textWidth } from './text-width.ts';

/** One cell: its text and, where it has one, its colour. */
export interface Cell {
  readonly text: string;
  readonly colour?: ((text: string) => string) | undefined;
}

/** A column: its title and the side that its cells stand on. */
export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
}

const gap = '  ';

/** Width of the widest cell of each column. */
export function widths(columns: readonly Column[], rows: readonly (readonly Cell[])[]): number[] {
  return columns.map((column, index) =>
    rows.reduce((widest, row) => Math.max(widest, textWidth(row[index]?.text ?? '')), column.title.length),
  );
}

/** The width that a table takes. */
export function tableWidth(columnWidths: readonly number[]): number {
  return columnWidths.reduce((sum, width) => sum + width, 0) + gap.length * (columnWidths.length - 1);
}

function padded(text: string, width: number, align: 'left' | 'right'): [string, string] {
  const space = ' '.repeat(Math.max(0, width - textWidth(text)));
  return align === 'left' ? ['', space] : [space, ''];
}

/** The lines of a table; the title line comes first, coloured by `titleColour`. */
export function tableLines(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  titleColour: (text: string) => string,
): string[] {
  const columnWidths = widths(columns, rows);
  const line = (cells: readonly Cell[]): string =>
    cells
      .map((cell, index) => {
        const [before, after] = padded(cell.text, columnWidths[index] ?? 0, columns[index]?.align ?? 'left');
        return `${before}${cell.colour ? cell.colour(cell.text) : cell.text}${after}`;
      })
      .join(gap)
      .trimEnd();
  const title = line(columns.map(({ title: text }) => ({ text })));
  return [titleColour(title), ...rows.map(line)];
}
