import { type Command, Option } from 'commander';
import { GorunError } from '../errors/gorun-error.ts';
import { splitWords } from '../inventory/ini-words.ts';
import type { Redactor } from '../secrets/redactor.ts';
import { KeyRing } from '../vault/key-ring.ts';
import type { KeySources } from '../vault/keys.ts';
import { gathered } from './option-values.ts';
import type { Terminal } from './terminal.ts';

/** Where keys come from: the flags of every command that reads what may be encrypted. */
export interface VaultFlags {
  readonly vaultKeyFile: readonly string[];
  readonly vaultPassphraseFile: readonly string[];
  readonly vaultPasswordFile: readonly string[];
  readonly vaultKeyCommand: readonly string[];
  readonly askVaultPass?: boolean;
}

/** Declares {@link VaultFlags}. */
export function withVaultFlags(command: Command): Command {
  const file = '<file>';
  return command
    .option(
      `--vault-key-file ${file}`,
      'file with a key of age that decrypts; may stand several times',
      gathered,
      [],
    )
    .option(
      `--vault-passphrase-file ${file}`,
      'file with a passphrase; may stand several times',
      gathered,
      [],
    )
    .addOption(
      new Option(`--vault-password-file ${file}`, "Ansible's name of it")
        .hideHelp()
        .argParser(gathered)
        .default([]),
    )
    .option(
      '--vault-key-command <command>',
      'program with arguments that prints a key or passphrase; no shell',
      gathered,
      [],
    )
    .option('-J, --ask-vault-pass', 'ask for the passphrase');
}

/** Says whether a passphrase stands on the command line itself. */
export function passphraseGiven(flags: VaultFlags): boolean {
  return [...flags.vaultPassphraseFile, ...flags.vaultPasswordFile].length > 0 || flags.askVaultPass === true;
}

/**
 * What opens encrypted files, by flags and environment. Nothing is read or asked before something encrypted is met.
 *
 * @param leavesValues Single values stay encrypted.
 */
export function keyRing(
  flags: VaultFlags,
  { env, cwd, asker }: Pick<Terminal, 'env' | 'cwd' | 'asker'>,
  secrets: Redactor,
  leavesValues = false,
): KeyRing {
  const sources: KeySources = {
    keyFiles: flags.vaultKeyFile,
    passphraseFiles: [...flags.vaultPassphraseFile, ...flags.vaultPasswordFile],
    commands: flags.vaultKeyCommand.map(wordsOf),
    env,
    cwd,
    ...(flags.askVaultPass === true ? { ask: () => askPassphrase(asker) } : {}),
  };
  return new KeyRing(sources, secrets, leavesValues);
}

/** The words of a command, split as a shell would, but nothing in it is expanded. Throws GorunError `cli/usage`. */
export function wordsOf(command: string): readonly string[] {
  const words = splitWords(command)?.words ?? [];
  if (words.length > 0) return words;
  throw new GorunError('cli/usage', {
    message: `"${command}" is no command: a quote is not closed, or it is empty.`,
  });
}

async function askPassphrase(asker: Terminal['asker']): Promise<string> {
  if (asker?.canAsk === true) return asker.ask('Vault passphrase: ', true);
  throw new GorunError('vault/no-terminal', {
    message: 'The vault passphrase is to be typed, and there is no terminal.',
  });
}
