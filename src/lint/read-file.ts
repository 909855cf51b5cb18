import { resolve } from 'node:path';
import type { SourceNode } from '../source/node.ts';
import { parseSource } from '../source/parse-yaml.ts';
import { readText } from '../source/read-text.ts';
import { isSealed, type Vault } from '../source/vault.ts';
import { entryOf, type FileKind, itemsOf, type LintFile, lintFile } from './lint-file.ts';

/** Single values that are encrypted stay so: nobody needs a key to lint. */
export const closedVault: Vault = { open: async () => '', hide: () => {}, leavesValues: true };

/**
 * Reads a file; undefined for what is none of gorun's files, or encrypted as a whole.
 * @throws GorunError, GorunErrors for a file that cannot be read or parsed
 */
export async function readLintFile(path: string, cwd: string): Promise<LintFile | undefined> {
  return parseLintFile(path, await readText(resolve(cwd, path)));
}

/** As {@link readLintFile}, of a text that would stand at the path. */
export async function parseLintFile(path: string, text: string): Promise<LintFile | undefined> {
  if (isSealed(text)) return undefined;
  const root = await parseSource(text, path, closedVault);
  const kind = root === undefined ? undefined : kindOf(path, root);
  return root === undefined || kind === undefined ? undefined : lintFile(kind, path, text, root);
}

function kindOf(path: string, root: SourceNode): FileKind | undefined {
  if (root.kind === 'list') {
    const items = itemsOf(root);
    if (items.some((item) => entryOf(item, 'hosts') || entryOf(item, 'import_playbook'))) return 'playbook';
    return items.length > 0 && /(?:^|\/)(?:tasks|handlers)\//.test(path) ? 'tasks' : undefined;
  }
  if (root.kind !== 'map') return undefined;
  if (/(?:^|\/)(?:group_vars|host_vars|vars|defaults)\//.test(path)) return 'vars';
  const groups = root.entries.filter(({ value }) =>
    ['hosts', 'children', 'vars'].some((key) => entryOf(value, key)),
  );
  return groups.length > 0 ? 'inventory' : undefined;
}
