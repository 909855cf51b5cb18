import type { Plan, Refusal, Step } from 'gorun/module';
import { bareVersion } from '../../src/go/cache.ts';
import { pathWithout } from '../../src/go/path-after.ts';
import { compareGoVersions } from '../../src/go-version/compare.ts';
import { afterwards } from './afterwards.ts';
import type { InstallInput } from './plan.ts';
import { hostProblem, noWayBack } from './refusals.ts';
import type { InstallState } from './state.ts';
import { uninstallStep } from './uninstall-step.ts';
import { wayBack } from './way-back.ts';

/** Decides what is to be uninstalled. */
export function planAbsent(input: InstallInput): Plan<InstallState> | Refusal {
  const { params, state, lookup } = input;
  const { version } = params;
  const leaving = state.go.products.filter(
    (product) =>
      product.arch === params.arch &&
      (version === undefined || compareGoVersions(product.version ?? '', bareVersion(version)) === 0),
  );
  let path = state.go.path.machine;
  if (leaving.length === 0) return { ...afterwards(state, state.go.products, path), steps: [] };
  const forbidden = hostProblem({ ...input, state: { ...state, source: { ...state.source, size: 0 } } });
  if (forbidden !== undefined) return forbidden;
  const keeping: Step[] = [];
  const uninstalling: Step[] = [];
  for (const product of leaving) {
    const found = wayBack(state, product, lookup);
    if (found === undefined && params.keep_old) return noWayBack(product);
    if (found?.step !== undefined) keeping.push(found.step);
    const before = path;
    path = product.installDir === null ? path : pathWithout(path, product.installDir);
    uninstalling.push(
      uninstallStep(product, found === undefined ? [] : [found.way], before, path, params.time_limit),
    );
  }
  const left = state.go.products.filter((product) => !leaving.includes(product));
  return { ...afterwards(state, left, path), steps: [...keeping, ...uninstalling] };
}
