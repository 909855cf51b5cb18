import { type BecomeUser, becomeKey } from '../../connection/become/become-user.ts';
import type { JsonObject } from '../../json.ts';
import type { HostModule, LoadedModule, Platform, ResourceId } from '../../module/contract.ts';
import type { ScriptSource } from '../../worker/session.ts';
import type { Failure } from '../events.ts';
import { probeKey } from '../host/answers.ts';
import { becomeOf } from '../host/become.ts';
import { NotKnownYet } from '../host/unknowns.ts';
import type { Attempt } from '../task/attempt.ts';
import { failure, thrownFailure } from '../task/failures.ts';
import { environmentOf } from './environment.ts';
import type { Asker, Lookups } from './lookups.ts';

/** What a host module is about in one task: params, what was looked up for them, and what to ask the host. */
export interface Subject {
  readonly loaded: LoadedModule;
  readonly module: HostModule;
  readonly params: JsonObject;
  readonly lookup: unknown;
  readonly platform: Platform;
  readonly script: ScriptSource;
  readonly probeArgs: JsonObject;
  /** The user of the host that it is done as; undefined: that of the connection. */
  readonly as: BecomeUser | undefined;
  /** Of the processes that it starts. */
  readonly environment: Readonly<Record<string, string>> | undefined;
  /** Equal for equal probes. */
  readonly key: string;
  readonly reads: readonly ResourceId[] | undefined;
  readonly touches: readonly ResourceId[] | undefined;
}

/** Check mode: what the module looks up depends on what only a run can tell. */
export interface NoSubject {
  readonly after: string;
  readonly touches: readonly ResourceId[] | undefined;
}

/** Prepares a task as it sees its host: the one place where all that an answer depends on comes together. */
export function subjectFor(
  job: Pick<Attempt, 'batch' | 'host' | 'task' | 'view'>,
  loaded: LoadedModule,
  module: HostModule,
  params: JsonObject,
  platform: Platform,
): Promise<Subject | NoSubject | { readonly failure: Failure }> {
  const environment = environmentOf(job);
  if (environment !== undefined && 'failure' in environment) return Promise.resolve(environment);
  const as = platform === 'posix' ? becomeOf(job) : undefined;
  if (as !== undefined && 'failure' in as) return Promise.resolve(as);
  if (as !== undefined && 'after' in as)
    return Promise.resolve({ after: as.after, touches: touchesAnyway(module, params, platform) });
  const { lookups } = job.batch.run;
  const setting = { environment: environment?.variables, as };
  return subjectOf(loaded, module, params, platform, lookups, askerOf(job), setting);
}

/** Prepares a task for a host of a platform: reads on the controller only. */
export async function subjectOf(
  loaded: LoadedModule,
  module: HostModule,
  params: JsonObject,
  platform: Platform,
  lookups: Lookups,
  asker: Asker,
  { environment, as }: Partial<Pick<Subject, 'environment' | 'as'>> = {},
): Promise<Subject | NoSubject | { readonly failure: Failure }> {
  const script = loaded.scripts[platform];
  if (!module.platforms.includes(platform) || script === undefined) {
    return { failure: notHere(module, platform) };
  }
  try {
    const asks = module.lookup !== undefined || module.lookupForHost !== undefined;
    const lookup = asks ? await lookups.get(module, params, platform, asker) : undefined;
    const probeArgs = module.probeArgs?.(params, lookup, platform) ?? params;
    return {
      loaded,
      module,
      params,
      lookup,
      platform,
      script,
      probeArgs,
      as,
      environment,
      key: probeKey(
        script,
        environment === undefined && as === undefined
          ? probeArgs
          : { probeArgs, environment: environment ?? null, as: as === undefined ? null : becomeKey(as) },
      ),
      reads: module.reads?.(params, lookup, platform),
      touches: module.touches?.(params, lookup, platform),
    };
  } catch (error) {
    if (error instanceof NotKnownYet)
      return { after: error.after, touches: touchesAnyway(module, params, platform) };
    return { failure: thrownFailure(error, module.name) };
  }
}

const spoken: Readonly<Record<Platform, string>> = { windows: 'Windows', posix: 'POSIX' };

function notHere({ name, platforms, elsewhere }: HostModule, platform: Platform): Failure {
  const where = platforms.map((one) => spoken[one]).join(' and ');
  return failure(
    'module/platform',
    `${name} is for ${where} hosts; this one is ${platform === 'posix' ? 'a POSIX host' : 'Windows'}`,
    elsewhere === undefined
      ? {}
      : { fix: `Use ${elsewhere} on ${spoken[platform]} hosts (a play or a condition for each kind).` },
  );
}

/** What a module touches whatever it would have looked up: that of a function that does not ask for it. */
function touchesAnyway(
  { touches }: HostModule,
  params: JsonObject,
  platform: Platform,
): readonly ResourceId[] | undefined {
  return touches !== undefined && touches.length < 2 ? touches(params, undefined, platform) : undefined;
}

/** Who asks, for lookups. */
export function askerOf({ host, task, view }: Pick<Attempt, 'host' | 'task' | 'view'>): Asker {
  return { host: host.name, role: task.role?.path, view };
}
