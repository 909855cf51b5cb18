import type { Command } from 'commander';
import type { AddCommand, CommandContext } from '../command.ts';
import { gathered } from '../option-values.ts';
import { type VaultFlags, withVaultFlags } from '../vault-flags.ts';

/** The flags of what encrypts. */
export interface EncryptFlags extends VaultFlags {
  readonly recipient: readonly string[];
  readonly value?: string;
}

const examples = `
Examples:
  gorun vault keygen -o ~/.config/gorun/key       a key; its recipient is printed, put it into .gorun-recipients
  gorun vault encrypt group_vars/all/secret.yml   in place, for everybody in .gorun-recipients
  gorun vault encrypt --value db_password         one value, typed or from standard input, as YAML to paste
  gorun vault edit group_vars/all/secret.yml
  gorun vault convert -J group_vars/all/*.yml     from Ansible's vault to age`;

function forWhom(command: Command): Command {
  return withVaultFlags(command).option(
    '-r, --recipient <recipient>',
    'for whom to encrypt (age1…), instead of .gorun-recipients; may stand several times',
    gathered,
    [],
  );
}

/** `gorun vault encrypt|decrypt|view|edit|rekey|convert|keygen` */
export const addVault: AddCommand = (program, context) => {
  const vault = program
    .command('vault')
    .description('encrypt files and values in place, with age; Ansible vault files are read too')
    .addHelpText('after', examples);
  const actions = () => import('../vault-actions.ts');

  forWhom(vault.command('encrypt'))
    .description('encrypt files in place, or one value')
    .argument('[files...]')
    .option('--value <name>', 'print NAME: !vault … of a value that is typed or comes on standard input')
    .action(async (files: string[], flags: EncryptFlags) => (await actions()).encrypt(files, flags, context));

  withVaultFlags(vault.command('decrypt'))
    .description('decrypt files in place, whole ones and the single values of others')
    .argument('<files...>')
    .action(async (files: string[], flags: VaultFlags) => (await actions()).decrypt(files, flags, context));

  withVaultFlags(vault.command('view'))
    .description('print files decrypted')
    .argument('<files...>')
    .action(async (files: string[], flags: VaultFlags) => (await actions()).view(files, flags, context));

  forWhom(vault.command('edit'))
    .description('edit an encrypted file with $VISUAL or $EDITOR')
    .argument('<file>')
    .action(async (file: string, flags: EncryptFlags) => (await actions()).edit(file, flags, context));

  addRekeying(vault, context);

  vault
    .command('keygen')
    .description('make a key of age')
    .option('-o, --out <file>', 'write it there, readable by you alone, and print its recipient')
    .action(async (flags: { out?: string }) => (await actions()).keygen(flags.out, context));
};

function addRekeying(vault: Command, context: CommandContext): void {
  const words = {
    rekey: 'encrypt files, and single values, anew: for other recipients, or with another passphrase',
    convert: "as rekey, only what is in Ansible's format",
  } as const;
  for (const name of ['rekey', 'convert'] as const) {
    forWhom(vault.command(name))
      .description(words[name])
      .argument('<files...>')
      .option('--new-passphrase-file <file>', 'encrypt with the passphrase in this file')
      .action(async (files: string[], flags: EncryptFlags & { newPassphraseFile?: string }) => {
        const { rekey } = await import('../vault-actions.ts');
        await rekey(files, flags, name === 'convert', context);
      });
  }
}
