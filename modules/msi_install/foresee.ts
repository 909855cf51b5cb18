import { type Json, parseAs, type ResourceId } from 'gorun/module';
import { foreseeGo } from '../../src/go/foresee.ts';
import { upgradeCodeOf } from '../../src/go/upgrade-codes.ts';
import { FileResource, fileId, predictedOf } from '../../src/module/resources.ts';
import type { InstallInput } from './plan.ts';
import { platforms } from './source.ts';
import type { InstallState } from './state.ts';

const file = parseAs(FileResource);

/** What the probe would see once earlier tasks have done what they predict: the installer at hand, another Go, another PATH. */
export function foreseeInstall(
  { params, state }: InstallInput,
  source: string,
  predicted: ReadonlyMap<ResourceId, Json>,
): InstallState | undefined {
  const go = foreseeGo(state.go, predicted);
  const value = predictedOf(predicted, fileId(source));
  if (value === undefined) return { ...state, go };
  const { exists, size, sha256, version, arch } = file(value);
  // Somebody puts a file there without saying what is in it.
  if (exists && (version === undefined || arch === undefined)) return undefined;
  const named = exists
    ? {
        problem: null,
        productCode: null,
        upgradeCode: upgradeCodeOf(params.arch),
        name: `Go Programming Language ${arch} go${version}`,
        version: version ?? null,
        platform: platforms[params.arch],
      }
    : null;
  return {
    ...state,
    go,
    source: { path: state.source.path, exists, size: size ?? 0, sha256, package: named },
  };
}
