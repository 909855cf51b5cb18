import { resolve } from 'node:path';
import { secondsOf } from '../config/time-text.ts';
import { GorunError } from '../errors/gorun-error.ts';
import { extraVars } from '../inventory/extra-vars.ts';
import { logFolders } from '../run/log-folder.ts';
import type { PlaybookSource, RunRequest } from '../run/prepare.ts';
import type { CommandContext } from './command.ts';
import type { PlaybookFlags, RunFlags } from './run-flags.ts';
import type { Terminal } from './terminal.ts';
import { keyRing } from './vault-flags.ts';
import { tellWarnings } from './warnings.ts';

/** Hosts without an inventory would be no hosts at all, and a run on none looks like a success. */
export function needInventory(names: readonly string[]): void {
  if (names.length > 0) return;
  throw new GorunError('inventory/not-found', {
    message: 'No inventory was given.',
    fix: 'Give a file, or a name in inventories/, with -i, or as `inventory` in gorun.config.yml.',
  });
}

/** What the flags ask for, with the files that `-e @file` names read. Throws GorunError. */
export async function runRequest(
  source: PlaybookSource,
  flags: RunFlags & Partial<PlaybookFlags>,
  { terminal, secrets }: Pick<CommandContext, 'terminal' | 'secrets'>,
): Promise<RunRequest> {
  const { cwd, env } = terminal;
  // What only reads the playbook needs no hosts.
  const reads = flags.syntaxCheck === true || flags.listTasks === true || flags.listTags === true;
  if (!reads || flags.listHosts === true) needInventory(flags.inventory);
  const vault = keyRing(flags, terminal, secrets);
  const password = flags.askPass === true ? await askPassword(terminal, connectionPassword) : undefined;
  const becomePassword =
    flags.askBecomePass === true ? await askPassword(terminal, otherPassword) : undefined;
  const { vars, warnings } = await extraVars(flags.extraVars, cwd, vault);
  tellWarnings(warnings, terminal);
  return {
    source,
    inventories: flags.inventory,
    extraVars: vars,
    vault,
    secrets,
    modulePath: flags.modulePath,
    rolesPath: flags.rolesPath.map((path) => resolve(cwd, path)),
    cwd,
    limit: flags.limit,
    logFolders: logFolders(cwd, env),
    login: {
      ...(flags.user === undefined ? {} : { user: flags.user }),
      ...(password === undefined ? {} : { password }),
    },
    become: {
      on: flags.become === true,
      ...(flags.becomeUser === undefined ? {} : { user: flags.becomeUser }),
      ...(flags.becomeMethod === undefined ? {} : { method: flags.becomeMethod }),
      ...(becomePassword === undefined ? {} : { password: becomePassword }),
    },
    ...(flags.startAtTask === undefined ? {} : { startAtTask: flags.startAtTask }),
    tags: flags.tags ?? [],
    skipTags: flags.skipTags ?? [],
    check: flags.check === true,
    diff: flags.diff === true,
    forks: flags.forks,
    speculation: flags.speculation,
    stealLock: flags.stealLock === true,
    acceptNew: flags.acceptNew === true,
    ...persistence(flags.persist),
  };
}

/** Seconds for which connections are kept where no time is given. */
const usualTime = 600;

function persistence(flag: boolean | string | undefined): Pick<RunRequest, 'persist'> {
  if (flag === undefined || flag === false) return {};
  return { persist: (flag === true ? undefined : secondsOf(flag)) ?? usualTime };
}

interface Asked {
  readonly question: string;
  readonly flag: string;
  readonly fix: string;
}

const connectionPassword: Asked = {
  question: 'password of the connection: ',
  flag: '--ask-pass',
  fix: 'Put ansible_password into the inventory, or use a key.',
};

const otherPassword: Asked = {
  question: 'password for become: ',
  flag: '--ask-become-pass',
  fix: 'Put ansible_become_password into the inventory (gorun vault), or allow it without a password.',
};

async function askPassword({ asker }: Terminal, { question, flag, fix }: Asked): Promise<string> {
  if (asker?.canAsk === true) return asker.ask(question, true);
  throw new GorunError('cli/no-answer', {
    message: `${flag} asks for a password, and there is no terminal to ask on.`,
    fix,
  });
}
