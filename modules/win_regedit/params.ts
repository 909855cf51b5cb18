import { type Static, Type } from 'gorun/module';

const hives = 'HKLM|HKCU|HKU|HKCR|HKEY_LOCAL_MACHINE|HKEY_CURRENT_USER|HKEY_USERS|HKEY_CLASSES_ROOT';

export const registryTypes = [
  'string',
  'expandstring',
  'multistring',
  'dword',
  'qword',
  'binary',
  'none',
] as const;

export const regeditParams = Type.Object({
  path: Type.String({
    pattern: `^(?:[Hh][Kk](?:[Ll][Mm]|[Cc][Uu]|[Uu]|[Cc][Rr])|${hives}):?(?:\\\\[^\\\\\\u0000-\\u001f]{1,255})*\\\\?$`,
    description: 'The key: `HKLM:\\SOFTWARE\\Tool`; with HKLM, HKCU, HKU or HKCR.',
  }),
  name: Type.Optional(
    Type.String({
      pattern: '^[^\\u0000]*$',
      maxLength: 16_383,
      description:
        'The value in it; empty: the default value. Without `name` and `data` it is about the key itself.',
    }),
  ),
  data: Type.Optional(
    Type.Union(
      [
        Type.String(),
        Type.Number(),
        Type.Array(Type.Union([Type.String(), Type.Number()]), { maxItems: 10_000 }),
      ],
      {
        secretIf: 'sensitive',
        description:
          'What the value holds: a text; a whole number or `0x…`; a list of texts for multistring; bytes as `be,ef`, `hex:be,ef` or a list of numbers. Nothing: an empty one.',
      },
    ),
  ),
  type: Type.Union(
    registryTypes.map((name) => Type.Literal(name)),
    { default: 'string' },
  ),
  state: Type.Union([Type.Literal('present'), Type.Literal('absent')], { default: 'present' }),
  delete_key: Type.Boolean({
    default: true,
    description:
      'With `state: absent` and without `name`: the key goes with all in it; false: only its default value.',
  }),
  view: Type.Union([Type.Literal(64), Type.Literal(32)], {
    default: 64,
    description: '32: as 32-bit programs see the registry.',
  }),
  sensitive: Type.Boolean({ default: false, description: 'The data is never shown.' }),
});
/** What a playbook gives to win_regedit. */
export type RegeditParams = Static<typeof regeditParams>;
