import { resolve } from 'node:path';
import { GorunErrors } from '../errors/gorun-error.ts';
import type { Vault } from '../source/vault.ts';
import { collecting } from './collecting.ts';
import { findSources } from './find.ts';
import { Findings } from './findings.ts';
import { LayerStack } from './layer-stack.ts';
import { LiveInventory, type ReadInventory } from './live-inventory.ts';
import { RawInventory } from './raw.ts';
import { readSource } from './read-source.ts';
import { type ScriptLimits, scriptLimits } from './script-process.ts';
import { VarsFiles } from './vars-files.ts';

/** Where to look. */
export interface InventoryOptions {
  /** Relative names start here; `inventories/` is looked for here. */
  readonly cwd: string;
  /** Its group_vars and host_vars are read as well, and win over those beside the inventory. */
  readonly playbookFolder: string;
  /** Bounds of inventory scripts. */
  readonly scripts?: ScriptLimits;
  /** Opens what is encrypted. */
  readonly vault?: Vault;
}

/**
 * Loads inventories (`-i`, later ones win) with the group_vars and host_vars beside them and beside the playbook.
 * @throws GorunError `inventory/not-found`, GorunErrors with everything that is wrong in the files
 */
export function loadInventory(names: readonly string[], options: InventoryOptions): Promise<LiveInventory> {
  return LiveInventory.from(() => readAll(names, options));
}

async function readAll(names: readonly string[], options: InventoryOptions): Promise<ReadInventory> {
  const found = names.map((name) => findSources(name, options.cwd));
  const limits = options.scripts ?? scriptLimits;
  const findings = new Findings();
  const raw = new RawInventory();
  for (const path of found.flatMap(({ leftAside }) => leftAside)) {
    findings.warn(
      undefined,
      `${path} is not read: in a folder of sources Ansible leaves files with this ending aside`,
      'Take the ending away, or name the file with -i itself.',
    );
  }
  for (const source of found.flatMap(({ sources }) => sources)) {
    await collecting(findings.problems, () => readSource(source, raw, findings, limits, options.vault));
  }
  if (findings.problems.length > 0) throw new GorunErrors(findings.problems);
  const folders = found.flatMap(({ varsFolder }) => varsFolder ?? []);
  const files = new VarsFiles(
    [...new Set(folders)],
    resolve(options.playbookFolder),
    findings,
    options.vault,
  );
  return { raw, layers: new LayerStack(raw, files), findings };
}
