import type { Json, Plan } from 'gorun/module';
import { isWhole } from '../../src/go/find.ts';
import { foreseeGo } from '../../src/go/foresee.ts';
import type { GoProduct } from '../../src/go/state.ts';
import { upgradeCodes } from '../../src/go/upgrade-codes.ts';
import { type PathResource, type ProductResource, pathId, productsId } from '../../src/module/resources.ts';
import type { InstallState } from './state.ts';

/** What the host is expected to be with these products and this PATH, for the plan and for later tasks in check mode. */
export function afterwards(
  state: InstallState,
  products: readonly GoProduct[],
  path: PathResource,
): Required<Pick<Plan<InstallState>, 'expected' | 'leaves'>> {
  // All that the module says it touches, changed or not: what is missing here is unknown to later tasks.
  const leaves: Record<string, Json> = Object.fromEntries(
    upgradeCodes.map((code) => [productsId(code), asResource(state, products.filter(hasCode(code)))]),
  );
  leaves[pathId('machine')] = path;
  return { leaves, expected: { ...state, go: foreseeGo(state.go, new Map(Object.entries(leaves))) } };
}

const hasCode = (code: string) => (product: GoProduct) => product.upgradeCode === code;

const asResource = ({ go }: InstallState, products: readonly GoProduct[]): ProductResource =>
  products.map((product) => ({
    version: product.version ?? '',
    arch: product.arch ?? '',
    installDir: product.installDir ?? '',
    // What is installed anew is whole, all else is as it was.
    whole: !go.products.includes(product) || isWhole(go, product),
  }));
