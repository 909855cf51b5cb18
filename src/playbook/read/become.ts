import type { Become } from '../types.ts';
import type { Entries } from './entries.ts';
import type { Parser } from './parser.ts';

/** `become` and what belongs to it, with what came from above. */
export function readBecome(above: Become, { keywords }: Entries, parser: Parser): Become {
  const on = keywords.get('become');
  const part = (name: 'become_user' | 'become_method' | 'become_flags') => {
    const entry = keywords.get(name);
    return entry === undefined ? undefined : parser.template(entry.value);
  };
  return {
    on: on === undefined ? above.on : parser.reader.boolean(on.value, 'become'),
    user: part('become_user') ?? above.user,
    method: part('become_method') ?? above.method,
    flags: part('become_flags') ?? above.flags,
  };
}
