import { type Static, Type } from 'typebox';
import type { Json } from '../json.ts';
import type { ResourceId } from './contract.ts';

/** Whose a file or folder on a POSIX host is and who may do what with it, as probes tell it. What is missing is not known. */
export const ownership = {
  /** Four octal digits. */
  mode: Type.Optional(Type.String()),
  /** The name, or the number where it has none. */
  owner: Type.Optional(Type.String()),
  group: Type.Optional(Type.String()),
  uid: Type.Optional(Type.Integer()),
  gid: Type.Optional(Type.Integer()),
};

/** `file:<path>`: a file on the host, as the module that put it knows it. */
export const FileResource = Type.Object({
  exists: Type.Boolean(),
  size: Type.Union([Type.Integer(), Type.Null()]),
  sha256: Type.Union([Type.String(), Type.Null()]),
  /** It is a folder; size and sha256 are null then. */
  folder: Type.Optional(Type.Boolean()),
  /** Made anew, or with another owner or other rights: what a probe says of these does not hold. */
  anew: Type.Optional(Type.Boolean()),
  /** Of an installer of Go, without `go` in front. */
  version: Type.Optional(Type.String()),
  arch: Type.Optional(Type.String()),
  /** What is in it is what a probe finds there, so size and sha256 may be null: only whose it is, and who may do what with it, will be others. */
  asFound: Type.Optional(Type.Literal(true)),
  ...ownership,
});
/** `file:<path>`: a file on the host, as the module that put it knows it. */
export type FileResource = Static<typeof FileResource>;

/** `msi:{UpgradeCode}`: a list of the products installed under it. */
export const ProductResource = Type.Array(
  Type.Object({
    version: Type.String(),
    arch: Type.String(),
    installDir: Type.String(),
    /** Its folder holds what the product says. */
    whole: Type.Boolean(),
  }),
);
/** `msi:{UpgradeCode}`: a list of the products installed under it. */
export type ProductResource = Static<typeof ProductResource>;

/** `env:machine:PATH`, `env:user:PATH`: the value as the registry holds it. */
export const PathResource = Type.Object({
  exists: Type.Boolean(),
  /** `String`, `ExpandString`; null where the value is missing. */
  kind: Type.Union([Type.String(), Type.Null()]),
  value: Type.Union([Type.String(), Type.Null()]),
  entries: Type.Array(Type.Object({ text: Type.String(), expanded: Type.String() })),
});
/** `env:machine:PATH`, `env:user:PATH`: the value as the registry holds it. */
export type PathResource = Static<typeof PathResource>;

/** Says whether an id is of what has a path of POSIX: a slash stands behind its scheme. */
const isPosix = (id: ResourceId): boolean => id[id.indexOf(':') + 1] === '/';

/**
 * The resource of a file or folder; variables are not expanded. Of a path that begins with a slash case matters, as on POSIX
 * hosts; doubled slashes and one at the end do not. Of all other paths, and those that begin with two slashes as a share
 * does, neither slashes matter, nor case, nor a backslash at the end.
 */
export function fileId(path: string): ResourceId {
  if (/^\/(?!\/(?!\/))/.test(path)) return posixFileId(path);
  return `file:${path.replaceAll('/', '\\').replace(/(?<=[^\\:])\\+$/, '')}`;
}

/** The resource of a file or folder that is known to be on a POSIX host, where two slashes in front are one. */
export function posixFileId(path: string): ResourceId {
  return `file:${path.replace(/\/+(?:\.?\/+)*(?:\.$)?/g, '/').replace(/(?<=.)\/$/, '')}`;
}

/** All that is in a folder, however deep: who touches it touches each resource whose name begins so. */
export const belowId = (path: string): ResourceId => allBelow(fileId(path));

/** The same of any resource that holds others. */
export function allBelow(id: ResourceId): ResourceId {
  const separator = isPosix(id) ? '/' : '\\';
  return id.endsWith(separator) ? `${id}**` : `${id}${separator}**`;
}

/**
 * Whatever has an id of this kind, e.g. any file; in `reads`, for what looks at more than can be named. Check mode passes it
 * over: what is predicted of one thing does not tell what a look at all of them would say.
 */
export const anyOf = (kind: 'file' | 'msi' | 'service' | 'env'): ResourceId => `${kind}:**`;

/** Anything at all, in `reads`. */
export const anything: ResourceId = '**';

/** Whether an id stands for all that is below a resource, or of a kind. */
export function isAllBelow(id: ResourceId): boolean {
  if (!id.endsWith('**')) return false;
  const before = id.at(-3);
  return before === undefined || before === ':' || before === '\\' || (before === '/' && isPosix(id));
}

/** The same text for ids of the same resource: those of POSIX paths differ by case, others do not. */
export function comparable(id: ResourceId): string {
  return isPosix(id) ? id : id.toLowerCase();
}

/** Whether a touched resource is, or holds, one that is read. */
export function covers(touched: ResourceId, read: ResourceId): boolean {
  const [wide, narrow] = [comparable(touched), comparable(read)];
  return wide === narrow || (isAllBelow(wide) && narrow.startsWith(wide.slice(0, -2)));
}

/** The resource of what is installed under an UpgradeCode. */
export const productsId = (upgradeCode: string): ResourceId => `msi:${upgradeCode}`;

/** The resource of an environment variable as the registry holds it. */
export const variableId = (scope: 'machine' | 'user', name: string): ResourceId => `env:${scope}:${name}`;

/** The resource of a PATH. */
export const pathId = (scope: 'machine' | 'user'): ResourceId => variableId(scope, 'PATH');

/** What an earlier task is predicted to leave of a resource; undefined where none touched it. */
export function predictedOf(predicted: ReadonlyMap<ResourceId, Json>, id: ResourceId): Json | undefined {
  const wanted = comparable(id);
  const exact = predicted.get(id) ?? predicted.get(wanted);
  if (exact !== undefined) return exact;
  for (const [key, value] of predicted) if (comparable(key) === wanted) return value;
  return undefined;
}
