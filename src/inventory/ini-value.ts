import type { Json } from '../json.ts';
import { pythonLiteral } from './python-literal.ts';

/**
 * The value of a variable in an INI inventory, on a host's line as in `[group:vars]`, typed as Ansible does it: a Python literal
 * keeps its type (number, True, None, 'text', [list], {dict}); whatever is none is text as it stands.
 * @throws UnkeepableLiteral
 */
export function iniValue(text: string): Json {
  const value = pythonLiteral(text);
  return value === undefined ? text : value;
}

/** Says whether reading a number drops a zero at its end: 1.20, a version more often than not, becomes 1.2. */
export function losesZero(written: string): boolean {
  return /^\s*[+-]?\d+\.\d*0\s*(?:#.*)?$/.test(written) && !/\.0\s*(?:#.*)?$/.test(written);
}
