import type { JsonObject } from '../../json.ts';
import type { HostModule, LoadedModule, ResourceId } from '../../module/contract.ts';
import type { ScriptSource } from '../../worker/session.ts';
import { probeKey } from '../answers.ts';
import type { Failure } from '../events.ts';
import { failure, thrownFailure } from '../failures.ts';
import type { Lookups } from './lookups.ts';

/** What a host module is about in one task: params, what was looked up for them, and what to ask the host. */
export interface Subject {
  readonly loaded: LoadedModule;
  readonly module: HostModule;
  readonly params: JsonObject;
  readonly lookup: unknown;
  readonly script: ScriptSource;
  readonly probeArgs: JsonObject;
  /** Of the processes that it starts. */
  readonly environment: Readonly<Record<string, string>> | undefined;
  /** Equal for equal probes. */
  readonly key: string;
  readonly reads: readonly ResourceId[] | undefined;
  readonly touches: readonly ResourceId[] | undefined;
}

/** Prepares a task for a host of a platform: reads on the controller only. */
export async function subjectOf(
  loaded: LoadedModule,
  module: HostModule,
  params: JsonObject,
  platform: 'windows' | 'posix',
  lookups: Lookups,
  environment?: Readonly<Record<string, string>>,
): Promise<Subject | { readonly failure: Failure }> {
  const script = loaded.scripts[platform];
  if (!module.platforms.includes(platform) || script === undefined) {
    const where = module.platforms.join(' and ');
    return { failure: failure('module/platform', `${module.name} runs on ${where}, not on ${platform}`) };
  }
  try {
    const lookup = await lookups.get(module, params);
    const probeArgs = module.probeArgs?.(params, lookup) ?? params;
    return {
      loaded,
      module,
      params,
      lookup,
      script,
      probeArgs,
      environment,
      key: probeKey(script, environment === undefined ? probeArgs : { probeArgs, environment }),
      reads: module.reads?.(params, lookup),
      touches: module.touches?.(params, lookup),
    };
  } catch (error) {
    return { failure: thrownFailure(error, module.name) };
  }
}
