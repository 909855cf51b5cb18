import { change, type Plan, type PlanInput, type Refusal, refuse } from 'gorun/module';
import type { IndexedInstaller } from '../../src/depot/index-client.ts';
import { cachedInstaller } from '../../src/go/cache.ts';
import { type FileResource, fileId } from '../../src/module/resources.ts';
import type { FetchParams } from './params.ts';
import type { FetchState } from './state.ts';

/** Left free on the drive beside the file itself. */
const reserve = 50_000_000;

/** Where the file is to be on the host; variables unexpanded. */
export const destination = (params: FetchParams): string =>
  params.dest ?? cachedInstaller(params.version, params.arch);

/** Decides whether the file must be fetched, and how. */
export function planFetch({
  params,
  state,
  lookup,
}: PlanInput<FetchParams, FetchState, IndexedInstaller>): Plan<FetchState> | Refusal {
  if (state.folder) return refuse(`${state.path} is a folder`, 'Give `dest` the path of a file.');
  const wanted = { size: lookup.size, sha256: lookup.sha256 };
  const leaves = { [fileId(destination(params))]: resource(lookup) };
  if (state.exists && state.size === wanted.size && state.sha256 === wanted.sha256) {
    return signatureProblem(params, state) ?? { steps: [], expected: state, leaves };
  }
  const needed = wanted.size - state.partial + reserve;
  if (state.freeBytes < needed) {
    return refuse(
      `the drive of ${state.path} has ${megabytes(state.freeBytes)} free; ${megabytes(needed)} are needed`,
      'Make room on that drive, or set `dest` to another one.',
    );
  }
  const push = params.method === 'push' || (params.method === 'auto' && lookup.url === null);
  if (!push && lookup.url === null) {
    return refuse(
      'the index is a folder on the controller: a host cannot download from there',
      'Use method: push, or serve the folder with `gorun depot serve`.',
    );
  }
  const to = { path: destination(params), ...wanted, publisher: params.publisher ?? null };
  return {
    steps: [
      {
        action: push ? 'push' : 'download',
        title: `${push ? 'send' : 'download'} ${lookup.filename} (${megabytes(wanted.size)})`,
        args: {
          ...to,
          url: lookup.url,
          ...(push ? { file: lookup.file } : { proxy: params.proxy ?? null }),
          retries: params.retries,
          stall: params.stall,
        },
        changes: [change('file', state.exists ? fileWords(state) : null, lookup.filename)],
        undo: {
          action: 'remove',
          title: `remove ${lookup.filename}`,
          args: { path: to.path, sha256: wanted.sha256 },
        },
        ...(push ? { where: 'controller' as const } : {}),
        timeout: 1_800,
      },
    ],
    expected: {
      ...state,
      exists: true,
      ...wanted,
      partial: 0,
      publisher: params.publisher ?? state.publisher,
    },
    leaves,
  };
}

function signatureProblem(params: FetchParams, state: FetchState): Refusal | undefined {
  if (params.publisher === undefined || state.publisher === params.publisher) return undefined;
  const signed =
    state.publisher === null ? 'is not signed, or not validly' : `is signed by ${state.publisher}`;
  return refuse(
    `${state.path} ${signed}; ${params.publisher} is asked for`,
    'Find out where the file comes from; its checksum is that of the index.',
  );
}

const resource = (file: IndexedInstaller): FileResource => ({
  exists: true,
  size: file.size,
  sha256: file.sha256,
  version: file.version,
  arch: file.arch,
});

const fileWords = (state: FetchState): string =>
  `${state.size ?? 0} bytes, sha256 ${state.sha256?.slice(0, 12) ?? 'unknown'}…`;

/** `4.7 MB`. */
export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
