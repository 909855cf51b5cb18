import type { Json, Plan, PlanInput, Refusal, ResourceId } from 'gorun/module';
import type { IndexedInstaller } from '../../src/depot/index-client.ts';
import { planFetch } from '../../src/fetch/plan.ts';
import type { FetchState } from '../../src/fetch/state.ts';
import { folderThere } from '../../src/files/file-resource.ts';
import { foldersAbove } from '../../src/files/host-path.ts';
import { cachedInstaller } from '../../src/go/cache.ts';
import { fileId } from '../../src/module/resources.ts';
import type { FetchParams } from './params.ts';

/** Where the file is to be on the host; variables unexpanded. */
export const destination = (params: FetchParams): string =>
  params.dest ?? cachedInstaller(params.version, params.arch);

/** Decides whether the installer must be fetched, and how. */
export function planInstaller({
  params,
  state,
  lookup,
}: PlanInput<FetchParams, FetchState, IndexedInstaller>): Plan<FetchState> | Refusal {
  const path = destination(params);
  const { method, proxy, retries, stall, publisher } = params;
  const plan = planFetch(
    { file: lookup, path, resource: fileId(path), method, proxy, retries, stall, publisher },
    state,
  );
  if ('refused' in plan || plan.steps.length === 0) return plan;
  const above = foldersAbove(path).map((folder): [ResourceId, Json] => [fileId(folder), folderThere]);
  return { ...plan, leaves: { ...Object.fromEntries(above), ...plan.leaves } };
}
