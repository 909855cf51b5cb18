import { GorunError } from '../../errors/gorun-error.ts';
import type { Json } from '../../json.ts';
import type { HostAddress } from '../types.ts';

/** An inventory variable of the connection: one declaration for reading, checking and the reference page. */
export interface VariableDeclaration<T> {
  /** The names it goes by; the first that the host has counts. */
  readonly names: readonly [string, ...string[]];
  /** What a value must be, in words: `a port (1 to 65535)`. */
  readonly type: string;
  /** For the reference page: one or two sentences. */
  readonly doc: string;
  /** Its value is masked in everything that gorun shows or stores. */
  readonly secret?: true;
  /** The value in its own type; undefined where it is not of this type. */
  readonly parse: (value: Json) => T | undefined;
}

/** The name by which a host has a variable; undefined where it has none. */
export const nameOf = (
  address: HostAddress,
  { names }: Pick<VariableDeclaration<unknown>, 'names'>,
): string | undefined => names.find((known) => isSet(address.variables[known]));

/** The value of a variable on a host; undefined where the host has none. Throws `connection/config`. */
export function readVariable<T>(address: HostAddress, declaration: VariableDeclaration<T>): T | undefined {
  const name = nameOf(address, declaration);
  if (name === undefined) return undefined;
  const value = address.variables[name] ?? null;
  const parsed = declaration.parse(value);
  if (parsed !== undefined) return parsed;
  const shown = declaration.secret ? 'its value (not shown)' : JSON.stringify(value);
  throw new GorunError('connection/config', {
    message: `${address.name}: ${name} must be ${declaration.type}, not ${shown}.`,
    fix: `Set ${name} to ${declaration.type}, or remove it.`,
  });
}

/** An empty string means "not set", as in Ansible: templates often render to it. */
function isSet(value: Json | undefined): boolean {
  return value !== undefined && value !== null && value !== '';
}
