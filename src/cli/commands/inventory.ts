import type { AddCommand } from '../command.ts';
import { gathered } from '../option-values.ts';
import { type VaultFlags, withVaultFlags } from '../vault-flags.ts';

/** The flags of `gorun inventory`. */
export interface InventoryFlags extends VaultFlags {
  readonly inventory: readonly string[];
  readonly extraVars: readonly string[];
  readonly limit?: string;
  readonly list?: boolean;
  readonly graph?: boolean;
  readonly host?: string;
  readonly vars?: boolean;
  readonly yaml?: boolean;
  readonly playbookDir?: string;
}

const examples = `
Examples:
  gorun inventory -i prod --graph                 groups and hosts as a tree
  gorun inventory -i prod --graph web --vars      one group of it, with variables
  gorun inventory -i prod --host web1             the variables of one host
  gorun inventory -i prod --list                  all of it, as JSON`;

/** `gorun inventory --list|--graph|--host HOST` */
export const addInventory: AddCommand = (program, context) => {
  withVaultFlags(program.command('inventory'))
    .description('show hosts, groups and variables, as ansible-inventory does')
    .argument('[group]', 'with --graph: the group to begin with', 'all')
    .option(
      '-i, --inventory <name>',
      'inventory file, or a name in inventories/; may stand several times',
      gathered,
      [],
    )
    .option('--list', 'groups, hosts and variables, as JSON; templates are not rendered')
    .option('--graph', 'groups and hosts as a tree')
    .option('--host <name>', 'the variables of one host, as JSON')
    .option('--vars', 'with --graph: variables too')
    .option('--yaml', 'with --list or --host: YAML instead of JSON')
    .option('-l, --limit <pattern>', 'only these of the hosts')
    .option('-e, --extra-vars <vars>', 'name=value, a JSON object, or @file', gathered, [])
    .option('--playbook-dir <folder>', 'where group_vars and host_vars of a playbook stand; . by default')
    .addHelpText('after', examples)
    .action(async (top: string, flags: InventoryFlags) => {
      const { showInventory } = await import('../show-inventory.ts');
      await showInventory(top, flags, context);
    });
};
