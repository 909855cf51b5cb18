import { parseAs, type Static, Type } from 'gorun/module';

const flag = (description: string) => Type.Optional(Type.Boolean({ description }));
const text = (description: string) => Type.Optional(Type.String({ description: `${description}.` }));
const time = (description: string) =>
  Type.Optional(Type.Number({ description: `${description}, seconds since 1970.` }));

/** What is at a path; of a missing one only `exists` and `path`. */
export const StatState = Type.Object({
  exists: Type.Boolean(),
  path: Type.String({ description: 'As it is on this host.' }),
  isdir: flag('A folder.'),
  isreg: flag('A file.'),
  islnk: flag('A link or junction.'),
  lnk_target: Type.Optional(
    Type.Union([Type.String(), Type.Null()], {
      description: 'Where the link leads, where the host can tell.',
    }),
  ),
  size: Type.Optional(Type.Integer({ description: 'Bytes of a file.' })),
  checksum: Type.Optional(Type.String({ description: 'Of a file, where asked for.' })),
  filename: Type.Optional(Type.String()),
  extension: Type.Optional(Type.String({ description: 'With the dot; empty where it has none.' })),
  attributes: Type.Optional(Type.String({ description: 'As Windows names them, e.g. `ReadOnly, Archive`.' })),
  isreadonly: flag('Read-only.'),
  ishidden: flag('Hidden.'),
  isarchive: flag('Marked for archives.'),
  creationtime: time('When it was made'),
  lastwritetime: time('When it was last written'),
  lastaccesstime: time('When it was last read, as far as Windows notes it'),
  owner: Type.Optional(
    Type.Union([Type.String(), Type.Null()], {
      description: 'Whose it is; null where the account may not see that.',
    }),
  ),
  mode: text('POSIX hosts: who may do what, four octal digits'),
  group: text('POSIX hosts: its group'),
  pw_name: text('POSIX hosts: the same as `owner`'),
  gr_name: text('POSIX hosts: the same as `group`'),
  uid: Type.Optional(Type.Integer({ description: 'POSIX hosts: the number of its owner.' })),
  gid: Type.Optional(Type.Integer({ description: 'POSIX hosts: the number of its group.' })),
  readable: flag('POSIX hosts: the account may read it.'),
  writeable: flag('POSIX hosts: the account may write it.'),
  executable: flag('POSIX hosts: the account may run it, or enter the folder.'),
  mtime: time('POSIX hosts: the same as `lastwritetime`'),
  atime: time('POSIX hosts: the same as `lastaccesstime`'),
  ctime: time('POSIX hosts: when it, its owner or its mode last changed'),
});
/** What is at a path; of a missing one only `exists` and `path`. */
export type StatState = Static<typeof StatState>;

export const parseStatState = parseAs(StatState);
