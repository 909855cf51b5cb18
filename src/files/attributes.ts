import { type Static, Type } from 'typebox';
import type { JsonObject } from '../json.ts';
import { change } from '../module/changes.ts';
import type { Change, Platform, Refusal } from '../module/contract.ts';
import { refuse } from '../module/define.ts';
import { ownership } from '../module/resources.ts';

const name = { pattern: '^(?:[A-Za-z_][A-Za-z0-9_.@-]*\\$?|[0-9]+)$', maxLength: 100 };

/** Parameters for who owns a file on a POSIX host and who may do what with it. */
export const attributeParams = {
  mode: Type.Optional(
    Type.String({
      pattern: '^[0-7]{3,4}$',
      description: 'POSIX hosts: who may do what, as octal digits in quotes: `"0644"`.',
    }),
  ),
  owner: Type.Optional(
    Type.String({
      ...name,
      description: 'POSIX hosts: the account that it is to belong to, by name or number.',
    }),
  ),
  group: Type.Optional(Type.String({ ...name, description: 'POSIX hosts: its group.' })),
};

/** A program that looks at a file before it gets its name. */
export const validateParam = Type.Optional(
  Type.Array(Type.String({ pattern: '^[^\\u0000]*$' }), {
    minItems: 2,
    description:
      'POSIX hosts: a program and its arguments, one of them with `%s` for the new file, e.g. `[visudo, -cf, "%s"]`. Unless it ends with 0, the former file stays.',
  }),
);

const schema = Type.Object(attributeParams);
const Ownership = Type.Object(ownership);

/** Of what is given, that much is wanted. */
export type Attributes = Static<typeof schema>;

/** Those of a file or folder. Where it is there, what is missing is not known: check mode foresees it. */
export interface FoundAttributes extends Readonly<Static<typeof Ownership>> {
  /** Missing, null: nothing is there. */
  readonly kind?: string | null;
}

const isNumber = (text: string): boolean => /^[0-9]+$/.test(text);

/** Whether a name or number is what was found; undefined: that is not known. */
function isSame(wanted: string, name: string | undefined, number: number | undefined): boolean | undefined {
  if (wanted === name) return true;
  if (isNumber(wanted)) return number === undefined ? undefined : Number(wanted) === number;
  return name === undefined ? undefined : false;
}

/** Whether a name or a number, as somebody wrote it, is known to be the account or group that was found. */
export const isSameAccount = (
  wanted: string,
  name: string | undefined,
  number: number | undefined,
): boolean => isSame(wanted, name, number) === true;

/**
 * Of what a file was the account of a file that takes its place: another account than root cannot give it to the former owner.
 *
 * @param account Undefined: root.
 */
export function putAnew(found: FoundAttributes, account: number | undefined): FoundAttributes {
  if (account === undefined) return found;
  const { mode, owner, uid } = found;
  return attributesOf({ mode, owner: uid === account ? owner : undefined, uid: account });
}

/** Four digits. */
export const fullMode = (mode: string): string => mode.padStart(4, '0');

interface Differing {
  readonly change: Change;
  /** It may be so already. */
  readonly perhaps: boolean;
}

function differing({ mode, owner, group }: Attributes, found: FoundAttributes, label: string): Differing[] {
  const isThere = (found.kind ?? null) !== null;
  const compared = (
    property: string,
    before: string | undefined,
    after: string,
    same: boolean | undefined,
  ) =>
    same === true
      ? []
      : [
          {
            change: change(
              `${label}${property}`,
              !isThere ? null : same === undefined ? 'not known yet' : (before ?? null),
              after,
            ),
            perhaps: isThere && same === undefined,
          },
        ];
  const name = (text: string | undefined, number: number | undefined) =>
    text ?? (number === undefined ? undefined : String(number));
  const { uid, gid } = found;
  return [
    ...(mode === undefined
      ? []
      : compared(
          'mode',
          found.mode,
          fullMode(mode),
          found.mode === undefined ? undefined : fullMode(mode) === found.mode,
        )),
    ...(owner === undefined
      ? []
      : compared('owner', name(found.owner, uid), owner, isSame(owner, found.owner, uid))),
    ...(group === undefined
      ? []
      : compared('group', name(found.group, gid), group, isSame(group, found.group, gid))),
  ];
}

/** What is wanted and not so, or not known to be so. */
export function attributeChanges(wanted: Attributes, found: FoundAttributes, of = ''): readonly Change[] {
  return differing(wanted, found, of === '' ? '' : `${of} `).map((one) => one.change);
}

/** Nothing is known to be otherwise than it is wanted, and something is not known. */
export function perhapsDiffer(wanted: Attributes, found: FoundAttributes): boolean {
  const all = differing(wanted, found, '');
  return all.length > 0 && all.every(({ perhaps }) => perhaps);
}

/**
 * What is there with what is wanted over it, as a probe would tell it: of an owner that is given by number the name is not known.
 *
 * @param isSet They are set even where they are so already.
 */
export function withAttributes<F extends FoundAttributes>(found: F, wanted: Attributes, isSet = false): F {
  const { owner, group } = wanted;
  if (!isSet && attributeChanges(wanted, found).length === 0) return found;
  const { mode: formerMode, owner: formerOwner, group: formerGroup, uid, gid, ...others } = found;
  // chown takes special bits of a file away.
  const isBared = (owner ?? group) !== undefined && found.kind !== 'folder' && !formerMode?.startsWith('0');
  const mode = wanted.mode === undefined ? (isBared ? undefined : formerMode) : fullMode(wanted.mode);
  const ownerNow = named(owner, formerOwner, uid);
  const groupNow = named(group, formerGroup, gid);
  return {
    ...others,
    ...attributesOf({
      mode,
      owner: ownerNow.name,
      group: groupNow.name,
      uid: ownerNow.number,
      gid: groupNow.number,
    }),
  } as F;
}

function named(wanted: string | undefined, name: string | undefined, number: number | undefined) {
  if (wanted === undefined || isSame(wanted, name, number) === true) return { name, number };
  return isNumber(wanted) ? { name: undefined, number: Number(wanted) } : { name: wanted, number: undefined };
}

/** Those that are known, of anything that has some. */
export function attributesOf({ mode, owner, group, uid, gid }: PerhapsFound): Omit<FoundAttributes, 'kind'> {
  return {
    ...(mode === undefined ? {} : { mode }),
    ...(owner === undefined ? {} : { owner }),
    ...(group === undefined ? {} : { group }),
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
  };
}

type PerhapsFound = {
  readonly [K in Exclude<keyof FoundAttributes, 'kind'>]?: FoundAttributes[K] | undefined;
};

/** What is there with the attributes of something else, and none of its own. */
export function attributesFrom<F extends FoundAttributes>(found: F, other: PerhapsFound): F {
  const { mode: _mode, owner: _owner, group: _group, uid: _uid, gid: _gid, ...others } = found;
  return { ...others, ...attributesOf(other) } as F;
}

/** As arguments of a step; what is not wanted is null. */
export function attributeArgs({ mode, owner, group }: Attributes): JsonObject {
  return { mode: mode === undefined ? null : fullMode(mode), owner: owner ?? null, group: group ?? null };
}

/** Why they cannot be wanted on a host of that kind. */
export function attributeProblem(
  { mode, owner, group, validate }: Attributes & { readonly validate?: readonly string[] },
  platform: Platform,
): Refusal | undefined {
  if (platform === 'posix' && validate?.slice(1).some((word) => word.includes('%s')) === false)
    return refuse('validate names the new file nowhere', 'Put "%s" where its path belongs.');
  const given = Object.entries({ mode, owner, group, validate }).find(([, value]) => value !== undefined);
  if (platform === 'posix' || given === undefined) return undefined;
  return refuse(
    `${given[0]} has no meaning on Windows`,
    'Leave mode, owner, group and validate out for Windows hosts.',
  );
}
