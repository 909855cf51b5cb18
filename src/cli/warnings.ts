import { isAbsolute, relative } from 'node:path';
import type { InventoryWarning } from '../inventory/types.ts';
import { writeLines } from '../report/output.ts';
import { shown } from '../report/shown.ts';
import type { Terminal } from './terminal.ts';

/** More are not read. */
const most = 10;

/** Says on the error output what is allowed but hardly meant: what, where, what to write instead. */
export function tellWarnings(warnings: readonly InventoryWarning[], { err, cwd }: Terminal): void {
  const { colours } = err;
  for (const { place, message, fix } of warnings.slice(0, most)) {
    const { position } = place ?? {};
    const file = position === undefined ? '' : near(position.file, cwd);
    writeLines(err, [
      `${colours.changed('warning:')} ${shown(message)}`,
      ...(position === undefined ? [] : [`  at ${shown(`${file}:${position.line}:${position.column}`)}`]),
      `  fix: ${shown(fix)}`,
    ]);
  }
  const more = warnings.length - most;
  if (more > 0) writeLines(err, [`${colours.changed('warning:')} and ${more} more of this kind`]);
}

function near(file: string, folder: string): string {
  const path = isAbsolute(file) ? relative(folder, file) : file;
  return path === '' || path.startsWith('..') ? file : path;
}
