import { type Command, Option } from 'commander';
import type { ReportStyle } from '../report/reporter.ts';
import { becomeMethods } from '../run/prepare.ts';
import { counted, gathered, gatheredList, timeText, wholeNumber } from './option-values.ts';
import { type VaultFlags, withVaultFlags } from './vault-flags.ts';

/** The flags that every command which goes to hosts has. */
export interface RunFlags extends VaultFlags {
  readonly inventory: readonly string[];
  readonly extraVars: readonly string[];
  readonly limit?: string;
  readonly check?: boolean;
  readonly diff?: boolean;
  readonly forks: number;
  readonly output?: ReportStyle;
  readonly stats?: boolean;
  readonly speculation: boolean;
  readonly stealLock?: boolean;
  readonly modulePath: readonly string[];
  readonly rolesPath: readonly string[];
  readonly acceptNew?: boolean;
  readonly verbose: number;
  readonly debug?: boolean;
  readonly user?: string;
  readonly askPass?: boolean;
  readonly become?: boolean;
  readonly becomeUser?: string;
  readonly becomeMethod?: string;
  readonly askBecomePass?: boolean;
  readonly junit?: string;
  /** True: for the usual time. */
  readonly persist?: boolean | string;
}

/** The flags of `gorun playbook` alone. */
export interface PlaybookFlags extends RunFlags {
  readonly tags: readonly string[];
  readonly skipTags: readonly string[];
  readonly syntaxCheck?: boolean;
  readonly listHosts?: boolean;
  readonly listTasks?: boolean;
  readonly listTags?: boolean;
  readonly startAtTask?: string;
  readonly step?: boolean;
}

/** Declares {@link RunFlags}. */
export function withRunFlags(command: Command): Command {
  return withVaultFlags(command)
    .option(
      '-i, --inventory <name>',
      'inventory file, or a name in inventories/; may stand several times',
      gathered,
      [],
    )
    .option(
      '-e, --extra-vars <vars>',
      'name=value, a JSON object, or @file; wins over all variables',
      gathered,
      [],
    )
    .option(
      '-l, --limit <pattern>',
      'only these of the hosts; @FILE: one pattern a line, @failed:RUN or @failed:last: those that a run did not finish well (also @unreachable, @rolled-back, @interrupted, @not-started)',
    )
    .option('-u, --user <name>', 'connect as this user where the inventory names none')
    .option('-k, --ask-pass', 'ask for the password of the connection')
    .option('-b, --become', 'POSIX hosts: do tasks as another account where the playbook does not say')
    .option('--become-user <name>', 'that account, where the playbook names none (root)')
    .addOption(
      new Option('--become-method <name>', 'how, where the playbook does not say').choices([
        ...becomeMethods,
      ]),
    )
    .option('-K, --ask-become-pass', 'ask for the password that becoming another account takes')
    .option('-C, --check', 'show what would be done; nothing is changed or downloaded')
    .option('-D, --diff', 'show each change, before -> after')
    .option('-f, --forks <number>', 'hosts at the same time', wholeNumber(1, 10_000), 50)
    .addOption(new Option('-o, --output <style>', 'how to tell the run').choices(['tree', 'plain', 'json']))
    .option(
      '--junit <file>',
      'also write the results as JUnit XML: a suite per play, a case per host and task',
    )
    .option(
      '--stats',
      'where the time of each host went, its round trips, and which probes were foreseen, under the recap',
    )
    .option('--no-speculation', 'ask for each probe when its task comes, none ahead of it')
    .option(
      '--persist [time]',
      'keep connections and workers for the next run with --persist; for 10m, or a time as 90s, 2h',
      timeText,
    )
    .option('--no-persist', 'end them with the run, whatever the settings say')
    .option('--steal-lock', 'take the lock of a host from another run; only when that run is dead')
    .option(
      '-M, --module-path <folder>',
      'folder with modules of your own; may stand several times',
      gathered,
      [],
    )
    .option('--roles-path <folder>', 'folder with roles; may stand several times', gathered, [])
    .option('--accept-new', 'add unknown host keys to known_hosts; a changed key is still refused')
    .option('-v, --verbose', 'say more; -vv: parameters and results, -vvv: progress', counted, 0)
    .option('--debug', 'stack traces of errors, and everything in the log');
}

/** Declares {@link PlaybookFlags}. */
export function withPlaybookFlags(command: Command): Command {
  return withRunFlags(command)
    .option('-t, --tags <tags>', 'only tasks with one of these tags', gatheredList, [])
    .option('--skip-tags <tags>', 'no tasks with one of these tags', gatheredList, [])
    .option('--start-at-task <name>', 'pass over all tasks before the one of this name; may be a glob')
    .option('--step', 'ask before each task')
    .option('--syntax-check', 'check playbook and inventory, contact no host')
    .option('--list-hosts', 'list the hosts of each play, contact none of them')
    .option('--list-tasks', 'list the tasks that would run, with their tags; contact no host')
    .option('--list-tags', 'list the tags of each play; contact no host');
}
