import type { IndexedInstaller } from '../depot/index-client.ts';
import { placeProblem } from '../files/rights.ts';
import type { JsonObject } from '../json.ts';
import { change } from '../module/changes.ts';
import type { Plan, Refusal, ResourceId } from '../module/contract.ts';
import { refuse } from '../module/define.ts';
import type { FileResource } from '../module/resources.ts';
import type { FetchState } from './state.ts';

/** Left free on the drive beside the file itself. */
const reserve = 50_000_000;

/** What is to be fetched, and how. */
export interface FetchOrder {
  readonly file: IndexedInstaller;
  /** Where it is to be on the host, as its script is told. */
  readonly path: string;
  readonly resource: ResourceId;
  readonly method: 'auto' | 'download' | 'push';
  readonly proxy: string | undefined;
  readonly retries: number;
  readonly stall: number;
  /** Who must have signed it. */
  readonly publisher: string | undefined;
}

/**
 * The one policy of getting a file of a version index onto a host: one that is right is never loaded again, there must be room, the host loads
 * it from a URL and is sent it otherwise. Pure.
 */
export function planFetch<S extends FetchState>(order: FetchOrder, state: S): Plan<S> | Refusal {
  const { file, publisher } = order;
  if (state.folder) return refuse(`${state.path} is a folder`, 'Give `dest` the path of a file.');
  const wanted = { size: file.size, sha256: file.sha256 };
  const leaves = { [order.resource]: fileResource(file) };
  if (state.exists && state.size === wanted.size && state.sha256 === wanted.sha256) {
    return signatureProblem(publisher, state) ?? { steps: [], expected: state, leaves };
  }
  const forbidden = placeProblem(state, {});
  if (forbidden !== undefined) return forbidden;
  const needed = wanted.size - state.partial + reserve;
  if (state.freeBytes < needed) {
    return refuse(
      `the drive of ${state.path} has ${megabytes(state.freeBytes)} free; ${megabytes(needed)} are needed`,
      'Make room on that drive, or set `dest` to another one.',
    );
  }
  const canLoad = state.canLoad ?? true;
  const push = order.method === 'push' || (order.method === 'auto' && (file.url === null || !canLoad));
  if (!push && !canLoad) {
    return refuse(
      'the host has neither curl nor wget: it cannot download by itself',
      'Use method: push or auto, or install one of them.',
    );
  }
  if (!push && file.url === null) {
    return refuse(
      'the index is a folder on the controller: a host cannot download from there',
      'Use method: push, or serve the folder with `gorun depot serve`.',
    );
  }
  return {
    steps: [
      {
        action: push ? 'push' : 'download',
        title: `${push ? 'send' : 'download'} ${file.filename} (${megabytes(wanted.size)})`,
        args: argsOf(order, push),
        changes: [change('file', state.exists ? fileWords(state) : null, file.filename)],
        undo: {
          action: 'remove',
          title: `remove ${file.filename}`,
          args: { path: order.path, sha256: wanted.sha256 },
        },
        ...(push ? { where: 'controller' as const } : {}),
        timeout: 1_800,
      },
    ],
    expected: { ...state, exists: true, ...wanted, partial: 0, publisher: publisher ?? state.publisher },
    leaves,
  };
}

function argsOf({ file, path, publisher, proxy, retries, stall }: FetchOrder, push: boolean): JsonObject {
  return {
    path,
    size: file.size,
    sha256: file.sha256,
    publisher: publisher ?? null,
    url: file.url,
    ...(push ? { file: file.file } : { proxy: proxy ?? null }),
    retries,
    stall,
  };
}

function signatureProblem(publisher: string | undefined, state: FetchState): Refusal | undefined {
  if (publisher === undefined || state.publisher === publisher) return undefined;
  const signed =
    state.publisher === null ? 'is not signed, or not validly' : `is signed by ${state.publisher}`;
  return refuse(
    `${state.path} ${signed}; ${publisher} is asked for`,
    'Find out where the file comes from; its checksum is that of the index.',
  );
}

const fileResource = (file: IndexedInstaller): FileResource => ({
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
