import { type Static, Type } from 'gorun/module';

const folder = { minLength: 1, maxLength: 2_000, pattern: '^[^\\u0000-\\u001f]+$' };
const Anchor = (word: string) => Type.Object({ [word]: Type.String(folder) });

export const pathParams = Type.Object({
  entry: Type.Optional(
    Type.String({
      ...folder,
      description:
        'A folder; `%NAME%` stays as it is written; on POSIX hosts a full path, or one that begins with `~/` or `$HOME/`. One entry, never several with `;` or `:`.',
    }),
  ),
  entries: Type.Optional(
    Type.Array(Type.String(folder), { maxItems: 200, description: 'Several folders, in this order.' }),
  ),
  scope: Type.Union([Type.Literal('machine'), Type.Literal('user')], {
    default: 'machine',
    description: '`user`: of the account that gorun connects as (or becomes).',
  }),
  state: Type.Union([Type.Literal('present'), Type.Literal('absent')], { default: 'present' }),
  position: Type.Union(
    [
      Type.Literal('anywhere'),
      Type.Literal('first'),
      Type.Literal('last'),
      Anchor('before'),
      Anchor('after'),
    ],
    {
      default: 'anywhere',
      description:
        'Where the entries stand: `first`, `last`, `{before: FOLDER}`, `{after: FOLDER}`, or `anywhere`: an entry that is there stays in its place, a new one goes to the end; so it does where the folder of before/after is not in PATH. On POSIX hosts without before and after.',
    },
  ),
  tidy: Type.Boolean({
    default: false,
    description: 'Removes empty entries and all but the first of equal ones.',
  }),
});
/** What a playbook gives to env_path. */
export type PathParams = Static<typeof pathParams>;

/** Every folder that the parameters name and whose expanded form decides, in a fixed order. */
export const namedFolders = ({ entry, entries = [], position }: PathParams): readonly string[] => [
  ...(entry === undefined ? [] : [entry]),
  ...entries,
  ...(typeof position === 'string' ? [] : Object.values(position)),
];
