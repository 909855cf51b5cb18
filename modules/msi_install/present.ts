import { type Plan, type Refusal, refuse, type Step } from 'gorun/module';
import { bareVersion } from '../../src/go/cache.ts';
import { isWhole } from '../../src/go/find.ts';
import { pathWithout } from '../../src/go/path-after.ts';
import type { GoProduct } from '../../src/go/state.ts';
import { upgradeCodeOf } from '../../src/go/upgrade-codes.ts';
import { compareGoVersions } from '../../src/go-version/compare.ts';
import { sameFolder } from '../../src/path-list/entry.ts';
import { afterwards } from './afterwards.ts';
import { installSteps } from './install-steps.ts';
import type { InstallInput } from './plan.ts';
import { hostProblem, noWayBack, versionProblem } from './refusals.ts';
import type { InstallState } from './state.ts';
import { uninstallStep } from './uninstall-step.ts';
import { presentWarnings } from './warnings.ts';
import { type WayBack, wayBack } from './way-back.ts';

/** The Go products of a host, seen from what is wanted. */
export interface Present {
  readonly version: string;
  readonly upgradeCode: string;
  /** All under the UpgradeCode: the installer replaces every one of them. */
  readonly related: readonly GoProduct[];
  /** Those for the wanted processor. */
  readonly own: readonly GoProduct[];
  /** Those for other processors. */
  readonly others: readonly GoProduct[];
  /** The wanted one, whole and in the wanted folder, if it is there. */
  readonly there: GoProduct | undefined;
}

/** Decides how the wanted version comes onto the host. */
export function planPresent(input: InstallInput): Plan<InstallState> | Refusal {
  const { params, state } = input;
  if (params.version === undefined) return refuse('version is needed for state: present');
  const present = lookAt(input, bareVersion(params.version));
  const { there, related, own, others, version } = present;
  const twins = params.allow_arch_change ? others : [];
  const warnings = presentWarnings(state, others, twins);
  if (there !== undefined && twins.length === 0) {
    return { ...afterwards(state, state.go.products, state.go.path.machine), steps: [], warnings };
  }
  const forbidden = versionProblem(input, version, own, others) ?? hostProblem(input);
  if (forbidden !== undefined) return forbidden;
  // A twin under the same UpgradeCode goes by itself when the new one is installed.
  const removed = there === undefined ? twins.filter((twin) => !related.includes(twin)) : twins;
  const kept = keepAll(input, [...(there === undefined ? related : []), ...removed]);
  if ('refused' in kept) return kept;
  const installed = there === undefined ? installSteps(input, present, kept.ways) : undefined;
  if (installed !== undefined && 'refused' in installed) return installed;

  let { path, products } = installed ?? { path: state.go.path.machine, products: state.go.products };
  const steps = [...kept.steps, ...(installed?.steps ?? [])];
  for (const product of removed) {
    const before = path;
    path = product.installDir === null ? path : pathWithout(path, product.installDir);
    steps.push(uninstallStep(product, kept.ways, before, path, params.time_limit));
    products = products.filter((one) => one !== product);
  }
  return { ...afterwards(state, products, path), steps, warnings };
}

function lookAt({ params, state: { go } }: InstallInput, version: string): Present {
  const upgradeCode = upgradeCodeOf(params.arch);
  const own = go.products.filter((one) => one.upgradeCode === upgradeCode && one.arch === params.arch);
  const isInPlace = ({ installDir }: GoProduct) =>
    params.install_dir === undefined || sameFolder(params.install_dir, installDir ?? '');
  return {
    version,
    upgradeCode,
    own,
    related: go.products.filter((one) => one.upgradeCode === upgradeCode),
    others: go.products.filter(({ arch }) => arch !== params.arch),
    there: own.find(
      (one) => compareGoVersions(one.version ?? '', version) === 0 && isWhole(go, one) && isInPlace(one),
    ),
  };
}

/** Makes sure of the way back for each product that is to go, before anything is touched. */
function keepAll(
  { params, state, lookup }: InstallInput,
  leaving: readonly GoProduct[],
): { readonly ways: readonly WayBack[]; readonly steps: readonly Step[] } | Refusal {
  const ways: WayBack[] = [];
  const steps: Step[] = [];
  for (const product of leaving) {
    const found = wayBack(state, product, lookup);
    if (found === undefined && params.keep_old) return noWayBack(product);
    if (found !== undefined) ways.push(found.way);
    if (found?.step !== undefined) steps.push(found.step);
  }
  return { ways, steps };
}
