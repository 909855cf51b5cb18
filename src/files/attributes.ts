import { type Static, Type } from 'typebox';
import type { JsonObject } from '../json.ts';
import { change } from '../module/changes.ts';
import type { Change, Platform, Refusal } from '../module/contract.ts';
import { refuse } from '../module/define.ts';

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
/** Of what is given, that much is wanted. */
export type Attributes = Static<typeof schema>;

/** Those of a file or folder that is there. */
export interface FoundAttributes {
  readonly mode?: string;
  readonly owner?: string;
  readonly group?: string;
  readonly uid?: number;
  readonly gid?: number;
}

/** Whether a name or a number, as somebody wrote it, is the account or group that was found. */
export const isSameAccount = (
  wanted: string,
  name: string | undefined,
  number: number | undefined,
): boolean => wanted === name || wanted === String(number);

/** Four digits. */
export const fullMode = (mode: string): string => mode.padStart(4, '0');

/** What is wanted and not so. */
export function attributeChanges(wanted: Attributes, found: FoundAttributes, of = ''): readonly Change[] {
  const label = of === '' ? '' : `${of} `;
  const { mode, owner, group } = wanted;
  return [
    ...(mode === undefined || fullMode(mode) === found.mode
      ? []
      : [change(`${label}mode`, found.mode ?? null, fullMode(mode))]),
    ...(owner === undefined || isSameAccount(owner, found.owner, found.uid)
      ? []
      : [change(`${label}owner`, found.owner ?? null, owner)]),
    ...(group === undefined || isSameAccount(group, found.group, found.gid)
      ? []
      : [change(`${label}group`, found.group ?? null, group)]),
  ];
}

/** What is there with what is wanted over it. */
export function withAttributes<F extends FoundAttributes>(found: F, wanted: Attributes): F {
  const { mode, owner, group } = wanted;
  return {
    ...found,
    ...(mode === undefined ? {} : { mode: fullMode(mode) }),
    ...(owner === undefined ? {} : { owner }),
    ...(group === undefined ? {} : { group }),
  };
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
