import { join } from 'node:path';
import type { RunOptions } from '../../../src/engine/types.ts';
import { loadPlaybook } from '../../../src/playbook/load.ts';
import { folder } from '../../playbook/folder.ts';
import type { Lab, Ran } from './run.ts';

/** Runs `play.yml` of these files on fake hosts. */
export async function runYaml(
  lab: Lab,
  files: Readonly<Record<string, string>>,
  more: Partial<RunOptions> = {},
): Promise<Ran> {
  const root = folder(files);
  const playbook = await loadPlaybook(join(root, 'play.yml'), { modules: lab.modules, cwd: root });
  return lab.run([], { playbook, ...more });
}
