import { GorunError } from '../errors/gorun-error.ts';
import { didYouMean } from '../errors/suggest.ts';
import { type Selectable, selectHosts, splitPattern, UnmatchedPattern } from './pattern.ts';

/**
 * Names of the hosts of a pattern, in Ansible's order.
 * @throws GorunError `inventory/unknown-pattern` where a part matches nothing, also one that was to take away
 */
export function selectFrom(pattern: string | readonly string[], from: Selectable): readonly string[] {
  try {
    return selectHosts(typeof pattern === 'string' ? splitPattern(pattern) : pattern, from);
  } catch (error) {
    if (!(error instanceof UnmatchedPattern)) throw error;
    const part = error.part.replace(/^[!&]/, '');
    throw new GorunError('inventory/unknown-pattern', {
      message: `${error.message}.${didYouMean(part, [...from.groups.keys(), ...from.hosts.keys()])}`,
      ...(isThisMachine(part)
        ? { fix: `Add it to the inventory: -i ${part}, or "${part} ansible_connection=local" in a file.` }
        : {}),
      cause: error,
    });
  }
}

/** Ansible has this machine in every inventory; here nothing is a host that nobody named. */
function isThisMachine(name: string): boolean {
  return ['localhost', '127.0.0.1', '::1'].includes(name);
}
