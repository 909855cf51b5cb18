import { resolve } from 'node:path';
import { stringify } from 'yaml';
import { GorunError } from '../errors/gorun-error.ts';
import { didYouMean } from '../errors/suggest.ts';
import { extraVars } from '../inventory/extra-vars.ts';
import { limited } from '../inventory/limit.ts';
import { graphLines, hostVariables, type ListingOptions, listing } from '../inventory/listing.ts';
import type { LiveInventory } from '../inventory/live-inventory.ts';
import { loadInventory } from '../inventory/load.ts';
import type { JsonObject } from '../json.ts';
import { type Output, writeLines } from '../report/output.ts';
import { shown, shownJsonLines, shownLines } from '../report/shown.ts';
import { logFolders } from '../run/log-folder.ts';
import { hostsOfRun } from '../run/run-hosts.ts';
import type { CommandContext } from './command.ts';
import type { InventoryFlags } from './commands/inventory.ts';
import { needInventory } from './run-request.ts';
import { keyRing } from './vault-flags.ts';
import { tellWarnings } from './warnings.ts';

/** Does what `gorun inventory` asks for. Throws GorunError. */
export async function showInventory(
  top: string,
  flags: InventoryFlags,
  { terminal, secrets }: Pick<CommandContext, 'terminal' | 'secrets'>,
): Promise<void> {
  const { cwd, env, out } = terminal;
  const action = wanted(flags);
  needInventory(flags.inventory);
  // Single values are shown encrypted, as they stand there: that needs no key.
  const vault = keyRing(flags, terminal, secrets, true);
  const playbookFolder = resolve(cwd, flags.playbookDir ?? '.');
  const inventory = await loadInventory(flags.inventory, { cwd, playbookFolder, vault });
  const extra = await extraVars(flags.extraVars, cwd, vault);
  tellWarnings([...inventory.warnings, ...extra.warnings], terminal);
  const lookup = (word: string) => hostsOfRun(word, { folders: logFolders(cwd, env) });
  const only =
    flags.limit === undefined
      ? {}
      : { only: new Set(await limited(inventory, flags.limit, { cwd, lookup })) };
  const options = { extra: extra.vars, ...only };
  if (action === 'graph') {
    const lines = await graphOf(inventory, top, { ...options, vars: flags.vars === true });
    writeLines(
      out,
      lines.map((line) => shown(secrets.text(line))),
    );
  } else {
    const shownPart =
      action === 'list' ? await listing(inventory, options) : hostOf(inventory, flags.host ?? '', options);
    // What stands in a file that is encrypted as a whole was opened to be listed, not to be shown.
    writeData(secrets.value(shownPart), flags.yaml === true, out);
  }
}

function wanted({ list, graph, host }: InventoryFlags): 'list' | 'graph' | 'host' {
  const asked = [
    ...(list === true ? (['list'] as const) : []),
    ...(graph === true ? (['graph'] as const) : []),
    ...(host === undefined ? [] : (['host'] as const)),
  ];
  const [only, more] = asked;
  if (only !== undefined && more === undefined) return only;
  throw new GorunError('cli/usage', {
    message: only === undefined ? 'What is to be shown?' : `--${asked.join(' and --')} are different things.`,
    fix: 'Give one of --list, --graph and --host NAME.',
  });
}

async function graphOf(
  inventory: LiveInventory,
  top: string,
  options: ListingOptions & { readonly vars: boolean },
): Promise<readonly string[]> {
  const group = await inventory.group(top);
  if (group === undefined) {
    throw new GorunError('inventory/unknown-pattern', {
      message: `No group is named "${top}".${didYouMean(top, inventory.groups.keys())}`,
    });
  }
  return graphLines(inventory, group, options);
}

function hostOf(inventory: LiveInventory, pattern: string, options: ListingOptions): JsonObject {
  const hosts = inventory.select(pattern);
  const [host] = hosts;
  if (host !== undefined && hosts.length === 1) return hostVariables(host, options);
  throw new GorunError('inventory/unknown-pattern', {
    message: `--host takes one host; "${pattern}" stands for ${hosts.length}.`,
  });
}

function writeData(data: JsonObject, asYaml: boolean, out: Output): void {
  if (asYaml) writeLines(out, shownLines(stringify(data, { aliasDuplicateObjects: false, lineWidth: 0 })));
  else writeLines(out, shownJsonLines(data));
}
