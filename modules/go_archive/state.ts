import { parseAs, type Static, Type } from 'gorun/module';
import { SystemSchema } from '../../src/go/posix-state.ts';

const Text = Type.Union([Type.String(), Type.Null()]);
const Folder = Type.Object({
  path: Type.String(),
  version: Text,
  arch: Text,
  /** bin/go is there and can be run. */
  exe: Type.Boolean(),
});

const schema = Type.Object({
  system: SystemSchema,
  /** `go` in the root. */
  target: Type.Object({
    path: Type.String(),
    kind: Type.Union([Type.Literal('folder'), Type.Literal('link'), Type.Literal('other'), Type.Null()]),
    /** Of a link: where it leads, as written. */
    link: Text,
    version: Text,
    arch: Text,
    exe: Type.Boolean(),
    /** The package of the distribution that it belongs to; not asked where the wanted version is there. */
    package: Text,
  }),
  /** Those in go-versions. */
  versions: Type.Array(Folder),
  src: Type.Object({ path: Type.String(), exists: Type.Boolean(), size: Type.Number() }),
  /** What is missing on the host to unpack it. */
  lacks: Type.Array(Type.String()),
  /** Of the root; 0 where nothing has to be unpacked. */
  freeBytes: Type.Number(),
  /** Why nothing can be written to the root. */
  unwritable: Text,
});

/** What the probe of go_archive sees. */
export type ArchiveState = Static<typeof schema>;
export type VersionFolder = Static<typeof Folder>;

export const parseArchiveState = parseAs(schema);
