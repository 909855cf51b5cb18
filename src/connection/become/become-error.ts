import { GorunError } from '../../errors/gorun-error.ts';
import type { BecomeUser } from './become-user.ts';

interface Cause {
  readonly seen: RegExp;
  readonly message: string;
  readonly fix: string;
}

const causes: readonly Cause[] = [
  {
    seen: /must have a tty|must be run from a terminal|tty is required|no tty present/i,
    message: '{method} wants a terminal',
    fix: 'Take `Defaults requiretty` out of sudoers for this account (`Defaults:NAME !requiretty`), or let doas do without a password (nopass).',
  },
  {
    seen: /sorry, try again|incorrect password|authentication failure|no password was provided/i,
    message: '{method} does not accept the password',
    fix: 'Correct ansible_become_password, or type it with --ask-become-pass.',
  },
  {
    seen: /password is required|authori[sz]ation required|a terminal is required to read the password/i,
    message: '{method} needs a password',
    fix: 'Set ansible_become_password (encrypted with gorun vault), use --ask-become-pass, or allow it without a password (NOPASSWD, nopass).',
  },
  {
    seen: /not in the sudoers file|not allowed to (execute|run)|may not run sudo|operation not permitted|permission denied/i,
    message: 'the account may not become {user} by {method}',
    fix: 'Allow it in sudoers (visudo) or doas.conf, or connect as another account.',
  },
  {
    seen: /unknown user|does not exist|no passwd entry|unknown id/i,
    message: 'there is no account {user} on the host',
    fix: 'Correct become_user.',
  },
  {
    seen: /(?:sudo|su|doas): (?:command )?not found|unknown command.*(?:sudo|su|doas)|(?:sudo|su|doas): no such file/i,
    message: '{method} is not on the host',
    fix: 'Install it, set become_method (sudo, su, doas), or connect as the account that is to do the work.',
  },
  {
    seen: /invalid option|usage: /i,
    message: '{method} does not know an option that it was given',
    fix: 'Correct become_flags; su of this host may lack -s.',
  },
];

/** Whether what a program said means that it will not let us become the other account, however long we wait. */
export function isRefusal(said: string): boolean {
  return causes.some(({ seen }) => seen.test(said));
}

/** Why there is no worker of another account, with what the host said. */
export function becomeError(host: string, become: BecomeUser, said: string, otherwise: string): GorunError {
  const known = causes.find(({ seen }) => seen.test(said));
  const filled = (text: string) => text.replace('{method}', become.method).replace('{user}', become.user);
  const heard = said.trim() === '' ? 'The host said nothing.' : `The host said: ${lastLines(said.trim())}`;
  return new GorunError('connection/become', {
    message: `${host}: ${known === undefined ? `${otherwise} as ${become.user}, by ${become.method}` : filled(known.message)}. ${heard}`,
    ...(known === undefined ? {} : { fix: filled(known.fix) }),
  });
}

function lastLines(text: string): string {
  return text.split(/\r?\n/).slice(-4).join('\n').slice(-500);
}
