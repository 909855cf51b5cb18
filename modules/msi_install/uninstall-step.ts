import { change, type Step } from 'gorun/module';
import type { GoProduct } from '../../src/go/state.ts';
import type { PathResource } from '../../src/module/resources.ts';
import { pathChanges } from '../../src/path-list/difference.ts';
import { stored } from './stored.ts';
import type { WayBack } from './way-back.ts';

/** The step that uninstalls a product, and brings it back when undone. */
export function uninstallStep(
  product: GoProduct,
  ways: readonly WayBack[],
  before: PathResource,
  after: PathResource,
  timeLimit: number,
): Step {
  const { productCode, upgradeCode, version, arch } = product;
  const restore = ways.filter((way) => way.productCode === productCode);
  return {
    action: 'uninstall',
    title: `uninstall Go ${version} ${arch}`,
    args: {
      productCode,
      upgradeCode,
      version,
      restore,
      path: stored(after),
      formerPath: stored(before),
      timeLimit,
    },
    changes: [change(`Go ${arch}`, version, null), ...pathChanges('PATH', before.entries, after.entries)],
    undo: {
      action: 'restore',
      title: `bring Go ${version} ${arch} back`,
      args: { upgradeCode, restore, path: stored(before), timeLimit },
    },
    timeout: 2 * timeLimit + 300,
  };
}
