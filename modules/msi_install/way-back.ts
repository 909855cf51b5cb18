import { change, type JsonObject, type Step } from 'gorun/module';
import type { IndexedInstaller } from '../../src/depot/index-client.ts';
import { cacheFolder } from '../../src/go/cache.ts';
import type { GoProduct } from '../../src/go/state.ts';
import type { InstallState } from './state.ts';

/** How an installed product can be brought back. */
export interface WayBack extends JsonObject {
  readonly productCode: string;
  readonly version: string;
  readonly arch: string;
  /** The package on the host; variables unexpanded. */
  readonly msi: string;
  readonly installDir: string;
}

/** The way back for a product, and the step that makes it sure where it is not yet. Undefined: there is none. */
export function wayBack(
  state: InstallState,
  product: GoProduct,
  index: readonly IndexedInstaller[],
): { readonly way: WayBack; readonly step?: Step } | undefined {
  const { productCode, version, arch, installDir } = product;
  if (version === null || arch === null || installDir === null) return undefined;
  const way = (msi: string): WayBack => ({ productCode, version, arch, msi, installDir });
  const usable = state.ways.filter(
    (one) =>
      one.productCode === productCode &&
      one.package.problem === null &&
      one.package.productCode?.toUpperCase() === productCode.toUpperCase(),
  );
  const kept = usable.find(({ from }) => from !== 'installer');
  if (kept !== undefined) return { way: way(kept.path) };
  const target = `${cacheFolder}\\kept\\${productCode}.msi`;
  const own = usable.find(({ from }) => from === 'installer');
  if (own !== undefined) {
    const args = { from: own.path, size: own.size, to: target, productCode };
    return { way: way(target), step: keepStep(version, 'the copy that Windows Installer has', args, target) };
  }
  const listed = index.find((one) => one.version === version && one.arch === arch);
  if (listed === undefined) return undefined;
  const args = { ...listed, to: target, productCode };
  const step = keepStep(version, 'from the version index', args, target);
  return {
    way: way(target),
    step: listed.url === null ? { ...step, where: 'controller' } : step,
  };
}

function keepStep(version: string, from: string, args: JsonObject, target: string): Step {
  return {
    action: 'keep',
    title: `keep the installer of Go ${version} (${from})`,
    args,
    changes: [change('way back', null, `installer of Go ${version}`)],
    undo: { action: 'forget', title: `remove the kept installer of Go ${version}`, args: { path: target } },
    timeout: 1_800,
  };
}
