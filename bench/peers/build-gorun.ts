import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** gorun as its package has it, which is what people run. */
export const gorunProgram = join(root, 'dist', 'cli', 'main.js');

/** Builds it, of the sources as they are now. Throws where that fails. */
export function buildGorun(): void {
  const end = spawnSync(join(root, 'node_modules', '.bin', 'tsdown'), [], { cwd: root, encoding: 'utf8' });
  if (end.status !== 0) throw new Error(`gorun cannot be built: ${end.stderr}${end.stdout}`);
}
