import { type Static, Type } from 'typebox';
import type { Refusal } from '../module/contract.ts';
import { refuse } from '../module/define.ts';
import type { FileResource } from '../module/resources.ts';
import { type Attributes, attributeChanges, type FoundAttributes, isSameAccount } from './attributes.ts';
import { foldersAbove, joinedPath } from './host-path.ts';

/** What a POSIX host says of a path that the account may not change; nothing where nothing speaks against it. */
export const pathRights = {
  /** Nothing can be put into its place or taken from it. */
  closed: Type.Optional(
    Type.Object({
      /** The folder above it, or the path itself, that this is about. */
      at: Type.String(),
      why: Type.String(),
    }),
  ),
  /** It is there and cannot be written. */
  fixed: Type.Optional(Type.Boolean()),
};

/** What a POSIX host says of the account that does the work. */
export const accountRights = {
  /** The number of any account but root. */
  account: Type.Optional(Type.Integer()),
  /** Its files cannot be given to the owner and group that are asked for. */
  unowned: Type.Optional(Type.Object({ why: Type.String(), fix: Type.String() })),
};

const Path = Type.Object(pathRights);
const Account = Type.Object(accountRights);
type FoundPath = Static<typeof Path> & FoundAttributes;
type AccountRights = Static<typeof Account>;

const other = 'Use become: true, connect as an account that may do that, or choose another path.';

/** Why nothing can be put into a place or taken from it; the attributes are those that the new file is to get. */
export function placeProblem(
  found: FoundPath,
  { account, unowned }: AccountRights,
  { owner, group }: Attributes = {},
): Refusal | undefined {
  if (found.closed !== undefined) return refuse(found.closed.why, other);
  if (unowned !== undefined && (owner ?? group) !== undefined) return refuse(unowned.why, unowned.fix);
  // The owner that is asked for is that of the present file; the new one would belong to the account.
  if (
    owner !== undefined &&
    account !== undefined &&
    found.uid !== undefined &&
    found.uid !== account &&
    isSameAccount(owner, found.owner, found.uid)
  )
    return refuse(`only root may give files to ${owner}`, 'Use become: true, or connect as root.');
  return undefined;
}

/** Why mode and owner of what is there cannot be set. */
export function attributesProblem(
  path: string,
  found: FoundPath,
  { account, unowned }: AccountRights,
  wanted: Attributes,
): Refusal | undefined {
  if (account !== undefined && found.uid !== undefined && found.uid !== account)
    return refuse(
      `${path} belongs to ${found.owner ?? found.uid}: only that account and root may set its mode and owner`,
      other,
    );
  if (account === undefined && found.fixed) return unwritable(path);
  const { owner, group } = wanted;
  const given = {
    ...(owner === undefined ? {} : { owner }),
    ...(group === undefined ? {} : { group }),
  };
  if (unowned !== undefined && attributeChanges(given, found).length > 0)
    return refuse(unowned.why, unowned.fix);
  return undefined;
}

/** Why what is there cannot get other times. */
export function timesProblem(
  path: string,
  found: FoundPath,
  { account }: AccountRights,
): Refusal | undefined {
  return found.fixed && (account === undefined || found.uid !== account) ? unwritable(path) : undefined;
}

const unwritable = (path: string): Refusal =>
  refuse(`${path} cannot be written by this account, or is read-only`, other);

/** The host's accounts and groups: whether an owner exists may change with them. */
export const accountFiles = ({ owner, group }: Attributes): readonly string[] =>
  (owner ?? group) === undefined ? [] : ['/etc/passwd', '/etc/group'];

/** What a path says of rights once earlier tasks have done their work: nothing where these may have changed it. */
export function foreseenRights<T extends Static<typeof Path>>(
  path: string,
  found: T,
  known: (path: string) => FileResource | undefined,
): T {
  const { closed, fixed, ...others } = found;
  const own = known(path);
  return {
    ...(others as T),
    ...(closed === undefined || !stillClosed(path, closed.at, known) ? {} : { closed }),
    ...(fixed === undefined || own !== undefined ? {} : { fixed }),
  };
}

function stillClosed(path: string, at: string, known: (path: string) => FileResource | undefined): boolean {
  const place = joinedPath(at, '');
  if (place === joinedPath(path, '')) return known(place) === undefined;
  for (const folder of foldersAbove(path)) {
    const value = known(folder);
    if (folder === place) return value === undefined || (value.exists && value.anew !== true);
    if (value?.exists) return false;
  }
  return true;
}

/** The same of the account: whom files can be given to may change with the host's accounts. */
export function foreseenAccount<T extends AccountRights>(
  state: T,
  known: (path: string) => FileResource | undefined,
): T {
  if (
    state.unowned === undefined ||
    accountFiles({ owner: 'any' }).every((path) => known(path) === undefined)
  )
    return state;
  const { unowned: _gone, ...others } = state;
  return others as T;
}
