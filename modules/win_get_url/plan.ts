import {
  change,
  type Json,
  type JsonObject,
  type Plan,
  type PlanInput,
  parseAs,
  type Refusal,
  type ResourceId,
  refuse,
  type Static,
  Type,
} from 'gorun/module';
import type { Attributes } from '../../src/files/attributes.ts';
import { folderThere, nothingThere } from '../../src/files/file-resource.ts';
import { foldersAbove, joinedPath } from '../../src/files/host-path.ts';
import { foreseePut, PutStateSchema, putQuestion, putTouches } from '../../src/files/put-state.ts';
import type { Wanted } from '../../src/files/wanted.ts';
import { FileResource, fileId, predictedOf } from '../../src/module/resources.ts';
import { type GetUrlParams, nameInUrl, shownUrl, wantedChecksum } from './params.ts';

const parse = parseAs(FileResource);

const integer = Type.Union([Type.Integer(), Type.Null()]);

const schema = Type.Object({
  put: PutStateSchema,
  /** When the file on the host was changed, seconds since 1970. */
  modified: integer,
  /** Of the file on the host, where one is asked for. */
  digest: Type.Union([Type.String(), Type.Null()]),
  /** What the server says, where that was asked and can be told. */
  remote: Type.Union([Type.Object({ size: Type.Integer(), modified: Type.Integer() }), Type.Null()]),
  /** false: the host has no program that loads files by HTTP(S). */
  canLoad: Type.Optional(Type.Boolean()),
});
/** What the probe of win_get_url sees. */
export type GetUrlState = Static<typeof schema>;

export const parseGetUrlState = parseAs(schema);

type Input = PlanInput<GetUrlParams, GetUrlState, undefined>;

/** Of the file nothing is known but where it goes. */
function wantedOf({ url, dest }: GetUrlParams): Wanted {
  const name = nameInUrl(url);
  const file = { path: '', size: -1, sha256: '', data: null, file: null };
  return { name, into: name !== null && /[\\/]$/.test(dest), folders: [], files: [file] };
}

/** What to ask the host. */
export function questionOf(params: GetUrlParams, attributes: Attributes = {}): JsonObject {
  const checksum = wantedChecksum(params);
  return {
    ...putQuestion(params.dest, wantedOf(params), false, attributes),
    algorithm: checksum?.algorithm ?? null,
    ask: checksum === undefined && params.force,
    request: requestOf(params),
  };
}

const requestOf = ({ url, headers, proxy, timeout }: GetUrlParams): JsonObject => ({
  url,
  headers: headers ?? null,
  proxy: proxy ?? null,
  stall: timeout,
});

export const touchesOf = (params: GetUrlParams): readonly ResourceId[] =>
  putTouches(params.dest, wantedOf(params));

/** The state over what earlier tasks would have left. */
export function foreseeGetUrl(
  { params, state }: Input,
  predicted: ReadonlyMap<ResourceId, Json>,
): GetUrlState | undefined {
  if (predicted.size === 0) return state;
  const put = foreseePut(params.dest, wantedOf(params), state.put, predicted);
  const [entry] = put?.entries ?? [];
  if (put === undefined || entry === undefined) return undefined;
  const file = predictedOf(predicted, fileId(joinedPath(put.root, '')));
  if (entry === state.put.entries[0] || (file !== undefined && parse(file).asFound)) return { ...state, put };
  const algorithm = wantedChecksum(params)?.algorithm;
  // Of a file to be written only its SHA-256 is known, and no time.
  if (entry.kind === 'file' && (algorithm === undefined ? params.force : algorithm !== 'sha256'))
    return undefined;
  const { canLoad } = state;
  return {
    ...(canLoad === undefined ? {} : { canLoad }),
    put,
    modified: null,
    digest: algorithm === undefined ? null : entry.sha256,
    remote: null,
  };
}

/** Decides whether the file must be loaded. */
export function planGetUrl({ params, state }: Input): Plan<GetUrlState> | Refusal {
  const { put } = state;
  const [entry = { kind: null, size: null, sha256: null, text: null }] = put.entries;
  const problem = problemOf(put, entry.kind);
  if (problem !== undefined) return problem;
  const checksum = wantedChecksum(params);
  if (entry.kind === 'file' && isWanted(params, state, entry.size)) return { steps: [], expected: state };
  const wanted = wantedOf(params);
  const after = {
    kind: 'file' as const,
    size: null,
    sha256: checksum?.algorithm === 'sha256' ? checksum.hex : null,
    text: null,
  };
  return {
    steps: [
      {
        action: 'download',
        title: `download ${put.root}`,
        args: {
          ...requestOf(params),
          dest: params.dest,
          name: wanted.name,
          into: wanted.into,
          size: null,
          checksum: checksum?.hex ?? null,
          algorithm: checksum?.algorithm ?? null,
          retries: params.retries,
          source: 'the playbook',
        },
        changes: [change(put.root, entry.kind === null ? null : 'another file', shownUrl(params.url))],
        undo: { action: 'put-back', title: `put ${put.root} back as it was`, args: { made: [], done: [] } },
        timeout: 1_800,
      },
    ],
    ...(checksum === undefined
      ? {}
      : {
          expected: {
            ...state,
            digest: checksum.hex,
            put: { ...put, kind: put.root === put.dest ? 'file' : 'folder', missing: 0, entries: [after] },
          },
        }),
    leaves: leavesOf(params, state, after),
  };
}

function isWanted(
  params: GetUrlParams,
  { digest, modified, remote }: GetUrlState,
  size: number | null,
): boolean {
  const checksum = wantedChecksum(params);
  if (checksum !== undefined) return digest === checksum.hex;
  if (!params.force) return true;
  return remote !== null && remote.modified === modified && (remote.size < 0 || remote.size === size);
}

function problemOf(put: GetUrlState['put'], kind: 'file' | 'folder' | null): Refusal | undefined {
  const other = 'Choose another `dest`.';
  if (put.obstacle !== null)
    return refuse(`${put.obstacle} is a file, so nothing can be put below it`, other);
  if (put.kind === 'file' && put.root !== put.dest)
    return refuse(`${put.dest} is a file; a folder is needed there`, other);
  if (kind === 'folder') return refuse(`${put.root} is a folder`, 'Give `dest` the path of a file.');
  return undefined;
}

function leavesOf(
  params: GetUrlParams,
  { put }: GetUrlState,
  { sha256 }: { readonly sha256: string | null },
): Readonly<Record<ResourceId, Json>> {
  const inside = put.root !== put.dest;
  const name = wantedOf(params).name ?? '';
  const target = fileId(joinedPath(params.dest, inside ? name : ''));
  const others = touchesOf(params).map((id): [ResourceId, Json] => [id, nothingThere]);
  const above = foldersAbove(params.dest).map((path): [ResourceId, Json] => [fileId(path), folderThere]);
  return {
    ...Object.fromEntries([...others, ...above]),
    ...(inside ? { [fileId(joinedPath(params.dest, ''))]: folderThere } : {}),
    [target]: { exists: true, size: null, sha256 },
  };
}
