import type { GoProduct } from '../../src/go/state.ts';
import type { InstallState } from './state.ts';

/** What a person should know of a host, though it does not stand in the way. */
export function presentWarnings(
  { go }: InstallState,
  others: readonly GoProduct[],
  removed: readonly GoProduct[],
): readonly string[] {
  const twins = others
    .filter((product) => !removed.includes(product))
    .map((product) => `Go ${product.version} ${product.arch} is installed as well (${product.installDir})`);
  const pending = go.pendingReboot;
  return pending.length === 0 ? twins : [...twins, `Windows wants a restart: ${pending.join(', ')}`];
}
