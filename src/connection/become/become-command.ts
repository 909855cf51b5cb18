import type { BecomeUser } from './become-user.ts';

/** What a shell says on its standard output before it reads, where su would swallow what follows the password. */
export const readyLine = 'gorun-ready';

/**
 * The command line that runs another one as another account. The command is `sh -c '…'`, with nothing else that a shell minds; names and flags
 * were held against what is harmless.
 */
export function becomeCommand(command: string, { method, user, flags, password }: BecomeUser): string {
  const own = flags.length === 0 ? '' : `${flags.join(' ')} `;
  switch (method) {
    case 'sudo':
      // The prompt is ours: sudo's own may be in any language. Without a password it must fail, not wait for one.
      return `sudo -H ${own}${password === undefined ? '-n' : '-S -p gorun-password:'} -u ${user} ${command}`;
    case 'doas':
      return `doas ${own}-n -u ${user} ${command}`;
    case 'su': {
      const shell = password === undefined ? command : command.replace("'", `'echo ${readyLine};`);
      return `su ${own}-s /bin/sh ${user} ${shell.replace(/^sh /, '')}`;
    }
  }
}
