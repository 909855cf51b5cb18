import { createHash } from 'node:crypto';
import { type Static, Type } from 'typebox';
import type { Json, JsonObject } from '../json.ts';
import { parseAs } from '../module/check/parse-as.ts';
import type { ResourceId } from '../module/contract.ts';
import { type FileResource, fileId, ownership } from '../module/resources.ts';
import { type Attributes, attributesFrom, attributesOf } from './attributes.ts';
import { knownFiles } from './file-resource.ts';
import { foldersAbove, joinedPath } from './host-path.ts';
import { accountFiles, accountRights, foreseenAccount, foreseenRights, pathRights } from './rights.ts';
import type { Wanted } from './wanted.ts';

export const PathKind = Type.Union([Type.Literal('file'), Type.Literal('folder'), Type.Null()]);

const Entry = Type.Object({
  kind: PathKind,
  size: Type.Union([Type.Integer(), Type.Null()]),
  /** Null where the size tells enough. */
  sha256: Type.Union([Type.String(), Type.Null()]),
  /** Of a small file that differs, for people. */
  text: Type.Union([Type.String(), Type.Null()]),
  ...ownership,
  ...pathRights,
  /** Check mode: an earlier task will have put it there. */
  foreseen: Type.Optional(Type.Literal(true)),
});
type Entry = Static<typeof Entry>;

/** How what is wanted is on the host. */
export const PutStateSchema = Type.Object({
  /** As it is on this host. */
  dest: Type.String(),
  kind: PathKind,
  /** The target, or what is wanted in it. */
  root: Type.String(),
  /** How many of the nearest folders above the target are not there. */
  missing: Type.Integer(),
  /** A file that stands where a folder must be. */
  obstacle: Type.Union([Type.String(), Type.Null()]),
  /** Of the wanted folders, then of the wanted files. */
  entries: Type.Array(Entry),
  ...accountRights,
});

/** How what is wanted is on the host. */
export type PutState = Static<typeof PutStateSchema>;

const parseTold = parseAs(PutStateSchema);

/** Of a short plain text a POSIX host tells the text and leaves the checksum to us: `of-text`. */
export function parsePutState(value: Json): PutState {
  const state = parseTold(value);
  const entries = state.entries.map((entry) => {
    if (entry.sha256 !== 'of-text' || entry.text === null) return entry;
    return { ...entry, sha256: createHash('sha256').update(entry.text).digest('hex') };
  });
  return { ...state, entries };
}

/** What to ask the host. */
export function putQuestion(
  dest: string,
  wanted: Wanted,
  withText: boolean,
  { owner, group }: Attributes = {},
): JsonObject {
  return {
    dest,
    ...(owner === undefined ? {} : { owner }),
    ...(group === undefined ? {} : { group }),
    name: wanted.name,
    into: wanted.into,
    text: withText,
    entries: [
      ...wanted.folders.map((path) => ({ path, folder: true, size: null, sha256: null })),
      ...wanted.files.map(({ path, size, sha256 }) => ({ path, folder: false, size, sha256 })),
    ],
  };
}

/** All resources that the answer hangs on. */
export const putReads = (dest: string, wanted: Wanted, attributes: Attributes): readonly ResourceId[] => [
  ...putTouches(dest, wanted),
  ...accountFiles(attributes).map(fileId),
];

/** All resources that putting the wanted may change, wherever it ends up. */
export function putTouches(dest: string, wanted: Wanted): readonly ResourceId[] {
  const roots = [
    ...(wanted.into ? [] : [dest]),
    ...(wanted.name === null ? [] : [joinedPath(dest, wanted.name)]),
  ];
  const entries = [...wanted.folders, ...wanted.files.map(({ path }) => path)];
  const paths = roots.flatMap((root) => entries.map((path) => joinedPath(root, path)));
  return [...new Set([...foldersAbove(dest), joinedPath(dest, ''), ...paths].map(fileId))];
}

/** The state over what earlier tasks would have left. */
export function foreseePut(
  dest: string,
  wanted: Wanted,
  state: PutState,
  predicted: ReadonlyMap<ResourceId, Json>,
): PutState | undefined {
  const known = knownFiles(predicted);
  const isMissing = foldersAbove(dest).map((path, index) => !(known(path)?.exists ?? index >= state.missing));
  const target = known(joinedPath(dest, ''));
  const kind = target === undefined ? state.kind : kindOf(target);
  const inside = wanted.name !== null && (wanted.into || kind === 'folder');
  const root = inside ? joinedPath(state.dest, wanted.name ?? '') : state.dest;
  const from = inside ? joinedPath(dest, wanted.name ?? '') : joinedPath(dest, '');
  const paths = [...wanted.folders, ...wanted.files.map(({ path }) => path)];
  const entries = paths.map((path, index): Entry | undefined => {
    const value = known(joinedPath(from, path));
    // Where the target has become a folder only now there was nothing in it.
    const found: Entry = foreseenRights(joinedPath(from, path), state.entries[index] ?? nothing, known);
    if (value === undefined) return root === state.root ? found : nothing;
    if (value.asFound) return root === state.root ? attributesFrom(found, value) : undefined;
    if (value.exists && !value.folder && value.sha256 === null) return undefined;
    const { closed } = found;
    return {
      kind: kindOf(value),
      size: value.size,
      sha256: value.sha256,
      text: null,
      ...(closed === undefined ? {} : { closed }),
      foreseen: true,
      ...attributesOf(value),
    };
  });
  const told = entries.filter((entry) => entry !== undefined);
  if (told.length < entries.length) return undefined;
  return foreseenAccount(
    { ...state, kind, root, missing: isMissing.lastIndexOf(true) + 1, entries: told },
    known,
  );
}

const nothing: Entry = { kind: null, size: null, sha256: null, text: null };

function kindOf({ exists, folder }: FileResource): 'file' | 'folder' | null {
  if (!exists) return null;
  return folder ? 'folder' : 'file';
}
