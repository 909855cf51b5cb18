import type { Json, Plan, ResourceId } from 'gorun/module';
import { foldersAbove } from '../../src/files/host-path.ts';
import { isWhole } from '../../src/go/find.ts';
import { foreseeGo } from '../../src/go/foresee.ts';
import type { GoProduct } from '../../src/go/state.ts';
import { upgradeCodes } from '../../src/go/upgrade-codes.ts';
import {
  belowId,
  fileId,
  type PathResource,
  type ProductResource,
  pathId,
  productsId,
} from '../../src/module/resources.ts';
import type { InstallState } from './state.ts';

/** What the host is expected to be with these products and this PATH, for the plan and for later tasks in check mode. */
export function afterwards(
  state: InstallState,
  products: readonly GoProduct[],
  path: PathResource,
): Required<Pick<Plan<InstallState>, 'expected' | 'leaves' | 'touches'>> {
  // All that the module says it touches, changed or not: what is missing here is unknown to later tasks.
  const leaves: Record<string, Json> = Object.fromEntries(
    upgradeCodes.map((code) => [productsId(code), asResource(state, products.filter(hasCode(code)))]),
  );
  leaves[pathId('machine')] = path;
  const touches = [...state.go.products, ...products].flatMap(filesOf);
  return {
    leaves,
    touches: [...new Set(touches)],
    expected: { ...state, go: foreseeGo(state.go, new Map(Object.entries(leaves))) },
  };
}

/** The folder of a product, all in it, and those above, in which it comes or goes. */
const filesOf = ({ installDir }: GoProduct): readonly ResourceId[] =>
  installDir === null ? [] : [belowId(installDir), ...[installDir, ...foldersAbove(installDir)].map(fileId)];

const hasCode = (code: string) => (product: GoProduct) => product.upgradeCode === code;

const asResource = ({ go }: InstallState, products: readonly GoProduct[]): ProductResource =>
  products.map((product) => ({
    version: product.version ?? '',
    arch: product.arch ?? '',
    installDir: product.installDir ?? '',
    // What is installed anew is whole, all else is as it was.
    whole: !go.products.includes(product) || isWhole(go, product),
  }));
