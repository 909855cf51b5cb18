import { isAbsolute, relative } from 'node:path';
import type { InventoryWarning } from '../inventory/types.ts';
import type { Palette } from '../report/colours.ts';
import { shown } from '../report/shown.ts';

/** What is allowed but hardly meant: what, where, what to write instead. */
export function warningLines(
  warnings: readonly InventoryWarning[],
  colours: Palette,
  folder: string,
): string[] {
  return warnings.flatMap(({ place, message, fix }) => {
    const { position } = place ?? {};
    const file = position === undefined ? '' : near(position.file, folder);
    return [
      `${colours.changed('warning:')} ${shown(message)}`,
      ...(position === undefined ? [] : [`  at ${shown(`${file}:${position.line}:${position.column}`)}`]),
      `  fix: ${shown(fix)}`,
    ];
  });
}

function near(file: string, folder: string): string {
  const path = isAbsolute(file) ? relative(folder, file) : file;
  return path === '' || path.startsWith('..') ? file : path;
}
