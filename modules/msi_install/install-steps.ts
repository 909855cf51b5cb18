import { change, type Refusal, refuse, type Step } from 'gorun/module';
import { cachedInstaller } from '../../src/go/cache.ts';
import { folderAt } from '../../src/go/find.ts';
import { pathWith } from '../../src/go/path-after.ts';
import type { GoProduct } from '../../src/go/state.ts';
import type { PathResource } from '../../src/module/resources.ts';
import { pathChanges } from '../../src/path-list/difference.ts';
import { sameFolder } from '../../src/path-list/entry.ts';
import type { InstallInput } from './plan.ts';
import type { Present } from './present.ts';
import { sourceProblem } from './source.ts';
import { stored } from './stored.ts';
import type { WayBack } from './way-back.ts';

/** The steps that bring a version, and what is there after them. */
export interface Installed {
  readonly steps: readonly Step[];
  readonly path: PathResource;
  readonly products: readonly GoProduct[];
}

/** Installs the wanted version over what is there under its UpgradeCode. */
export function installSteps(
  input: InstallInput,
  present: Present,
  ways: readonly WayBack[],
): Installed | Refusal {
  const { params, state, lookup } = input;
  const { version, upgradeCode, related, own } = present;
  const listed = lookup.find((one) => one.version === version && one.arch === params.arch);
  const problem = sourceProblem(state.source, { version, arch: params.arch, sha256: listed?.sha256 });
  if (problem !== undefined) return problem;
  const target = targetDir(input, own);
  if (target === undefined) {
    return refuse('where Go is installed cannot be told', 'Say with install_dir where the new one is to go.');
  }
  const former = related.flatMap(({ installDir }) =>
    installDir === null || sameFolder(installDir, target) ? [] : [installDir],
  );
  const before = state.go.path.machine;
  const path = pathWith(before, target, former);
  const restore = ways.filter((way) => related.some(({ productCode }) => productCode === way.productCode));
  const going = own.map((one) => one.version ?? 'unknown').join(', ');
  const stays = own.some(({ installDir }) => sameFolder(installDir ?? '', target));
  const install: Step = {
    action: 'install',
    title: going === '' ? `install Go ${version} ${params.arch}` : `upgrade Go ${going} to ${version}`,
    args: {
      src: params.src ?? cachedInstaller(version, params.arch),
      sha256: listed?.sha256 ?? null,
      version,
      arch: params.arch,
      upgradeCode,
      target,
      path: stored(path),
      formerPath: stored(before),
      restore,
      timeLimit: params.time_limit,
    },
    changes: [
      change('Go', going === '' ? null : going, version),
      ...(stays ? [] : [change('folder', own[0]?.installDir ?? null, target)]),
      ...pathChanges('PATH', before.entries, path.entries),
    ],
    undo: {
      action: 'restore',
      title: going === '' ? `uninstall Go ${version}` : `bring Go ${going} back`,
      args: { upgradeCode, restore, path: stored(before), timeLimit: params.time_limit },
    },
    timeout: 2 * params.time_limit + 300,
  };
  const isLeftOver =
    folderAt(state.go, target) !== undefined &&
    !state.go.products.some(({ installDir }) => sameFolder(installDir ?? '', target));
  return {
    steps: isLeftOver ? [setAside(target), install] : [install],
    path,
    products: [
      ...state.go.products.filter((product) => product.upgradeCode !== upgradeCode),
      {
        upgradeCode,
        productCode: '',
        name: '',
        version,
        arch: params.arch,
        installDir: target,
        package: null,
      },
    ],
  };
}

/** The folder of the present Go: the installer does not remember it. Undefined: nobody can tell. */
function targetDir({ params, state }: InstallInput, own: readonly GoProduct[]): string | undefined {
  if (params.install_dir !== undefined) return params.install_dir.replaceAll('/', '\\').replace(/\\+$/, '');
  if (own.length > 0) return own[0]?.installDir?.replace(/\\+$/, '') ?? undefined;
  const { own: programs, x86 } = state.go.programFiles;
  return `${params.arch === '386' && x86 !== '' ? x86 : programs}\\Go`;
}

/** Files of an older Go among those of a new one give "redeclared" errors. */
const setAside = (folder: string): Step => ({
  action: 'set_aside',
  title: `set ${folder} aside: no product owns it`,
  args: { folder },
  changes: [change('folder without a product', folder, null)],
  undo: { action: 'put_back', title: `put ${folder} back`, args: { folder } },
  timeout: 120,
});
