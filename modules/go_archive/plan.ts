import { type Plan, type PlanInput, type Refusal, refuse } from 'gorun/module';
import { megabytes } from '../../src/fetch/plan.ts';
import { bareVersion } from '../../src/go/cache.ts';
import { compareGoVersions } from '../../src/go-version/compare.ts';
import { planAbsent } from './absent.ts';
import type { ArchiveParams } from './params.ts';
import { planReplace } from './replace.ts';
import { planSideBySide } from './side-by-side.ts';
import type { ArchiveState } from './state.ts';

/** What go_archive decides with. */
export type ArchiveInput = PlanInput<ArchiveParams, ArchiveState, undefined>;

/** What is wanted, in full. */
export interface Wanted {
  readonly version: string;
  readonly arch: string;
}

/** Unpacked, a Go takes about five times the room of its archive. */
const growth = 6;

/** Decides what is to be done about the Go of a host. Pure. */
export function planArchive(input: ArchiveInput): Plan<ArchiveState> | Refusal {
  const { params, state } = input;
  if (params.state === 'absent') return planAbsent(input);
  if (params.version === undefined) return refuse('version is needed for state: present');
  const wanted = { version: bareVersion(params.version), arch: params.arch ?? state.system.arch };
  if (params.arch !== undefined && params.arch !== state.system.arch && !runs(params.arch, state.system.arch))
    return refuse(
      `the host is ${state.system.os}-${state.system.arch}; a Go for ${params.arch} does not run there`,
      'Leave `arch` out.',
    );
  if (state.target.kind === 'other')
    return refuse(
      `${state.target.path} is neither a folder nor a link`,
      'Move it away, or choose another `root`.',
    );
  return params.layout === 'replace' ? planReplace(input, wanted) : planSideBySide(input, wanted);
}

const runs = (arch: string, host: string): boolean => arch === '386' && host === 'amd64';

/** Whether a folder holds the very Go that is wanted. */
export function isWanted(
  found: { readonly version: string | null; readonly arch: string | null; readonly exe: boolean },
  { version, arch }: Wanted,
): boolean {
  return (
    found.exe &&
    found.arch === arch &&
    found.version !== null &&
    compareGoVersions(found.version, version) === 0
  );
}

/** Why what is there must not be replaced. */
export function presentProblem({ params, state }: ArchiveInput, wanted: Wanted): Refusal | undefined {
  const { kind, version, arch, exe, path, package: owner } = state.target;
  if (owner !== null) return ownedProblem(path, owner);
  if (kind === 'folder' && version === null && !exe)
    return refuse(`${path} is there and holds no Go`, 'Move it away, or choose another `root`.');
  if (version !== null && !params.allow_downgrade && compareGoVersions(version, wanted.version) > 0)
    return refuse(
      `Go ${version} in ${path} is newer than ${wanted.version}`,
      'Set allow_downgrade: true if it is meant.',
    );
  if (arch !== null && arch !== wanted.arch && !params.allow_arch_change)
    return refuse(
      `Go ${version ?? 'of no known version'} in ${path} is for ${arch}, not for ${wanted.arch}`,
      'Set allow_arch_change: true to replace it.',
    );
  return undefined;
}

export const ownedProblem = (path: string, owner: string): Refusal =>
  refuse(
    `${path} belongs to the package ${owner} of the distribution`,
    'Remove that package, or choose another `root`.',
  );

/** Why the archive cannot be unpacked. */
export function unpackProblem({ state }: ArchiveInput): Refusal | undefined {
  const { src, lacks, freeBytes, unwritable } = state;
  if (unwritable !== null) return unwritableProblem(unwritable);
  if (!src.exists)
    return refuse(`the archive ${src.path} is not there`, 'Get it with fetch_file, or set `src`.');
  if (lacks.length > 0)
    return refuse(`the host has no ${lacks.join(' and no ')}`, 'Install what is missing.');
  const needed = src.size * growth;
  if (freeBytes < needed)
    return refuse(
      `the drive of ${state.target.path} has ${megabytes(freeBytes)} free; ${megabytes(needed)} are needed`,
      'Make room on that drive, or choose another `root`.',
    );
  return undefined;
}

export const unwritableProblem = (why: string): Refusal =>
  refuse(why, 'Use become: true, connect as root, or choose another `root`.');
