import { GorunError } from '../../errors/gorun-error.ts';

/** How another account is taken on. */
export const becomeMethods = ['sudo', 'su', 'doas'] as const;

/** How another account is taken on. */
export type BecomeMethod = (typeof becomeMethods)[number];

/** Who does the work on a POSIX host instead of the account of the connection. */
export interface BecomeUser {
  readonly method: BecomeMethod;
  readonly user: string;
  /** Further arguments of the program. */
  readonly flags: readonly string[];
  /** What the program asks for: sudo the password of the account that connects, su that of the other one. */
  readonly password: string | undefined;
}

/** As a playbook or an inventory says it. */
export interface BecomeWords {
  readonly method: string;
  readonly user: string;
  readonly flags: string;
  readonly password: string | undefined;
}

/**
 * What stands on a command line is held against what is harmless there for every shell, and refused otherwise.
 *
 * @throws GorunError `connection/become`
 */
export function becomeUser(host: string, { method, user, flags, password }: BecomeWords): BecomeUser {
  const known = becomeMethods.find(
    (one) => one === method.replace(/^(?:ansible\.builtin|community\.general)\./, ''),
  );
  if (known === undefined)
    throw new GorunError('connection/become', {
      message: `${host}: there is no become_method "${method}".`,
      fix: `Use one of ${becomeMethods.join(', ')}.`,
    });
  if (!/^[A-Za-z_][A-Za-z0-9_.@-]*\$?$/.test(user))
    throw new GorunError('connection/become', {
      message: `${host}: become_user ${JSON.stringify(user)} is no name of an account.`,
      fix: 'Letters, digits and _ . @ - are allowed.',
    });
  const words = flags.split(/\s+/).filter((word) => word !== '');
  const strange = words.find((word) => !/^[A-Za-z0-9_.,:=@%+/-]+$/.test(word));
  if (strange !== undefined)
    throw new GorunError('connection/become', {
      message: `${host}: become_flags has a word that is not allowed on a command line: ${JSON.stringify(strange)}.`,
      fix: 'Only plain options are allowed: letters, digits and _ . , : = @ % + / -.',
    });
  if (password?.includes('\n'))
    throw new GorunError('connection/become', { message: `${host}: the become password has a line break.` });
  return { method: known, user, flags: words, password: password === '' ? undefined : password };
}

/** Equal for accounts that are taken on in the same way. */
export function becomeKey({ method, user, flags }: BecomeUser): string {
  return [method, user, ...flags].join(' ');
}
