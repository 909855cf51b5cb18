import { type Static, type TSchema, Type } from 'typebox';
import { PathResource } from '../module/resources.ts';

const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** A Go that Windows Installer knows. */
const GoProduct = Type.Object({
  upgradeCode: Type.String(),
  productCode: Type.String(),
  name: Type.String(),
  /** From its name, without `go`; null where the name has none. */
  version: Nullable(Type.String()),
  arch: Nullable(Type.String()),
  /** Where go.exe was put; null where that cannot be told. */
  installDir: Nullable(Type.String()),
  /** The installer's own copy of the package (C:\Windows\Installer\….msi); null where it is gone. */
  package: Nullable(Type.String()),
});

/** A folder with a Go in it, however it came there. */
const GoFolder = Type.Object({
  path: Type.String(),
  /** bin\go.exe is there. */
  exe: Type.Boolean(),
  /** First line of VERSION, without `go`. */
  version: Nullable(Type.String()),
  /** From the header of go.exe. */
  arch: Nullable(Type.String()),
});

/** A go that PATH finds. */
const GoCommand = Type.Object({
  scope: Type.Union([Type.Literal('machine'), Type.Literal('user')]),
  entry: Type.String(),
  file: Type.String(),
});

/** What lib/go.ps1's Get-GoState returns: everything that decisions about Go need. */
export const GoState = Type.Object({
  products: Type.Array(GoProduct),
  folders: Type.Array(GoFolder),
  path: Type.Object({ machine: PathResource, user: PathResource }),
  /** In the order of search. */
  commands: Type.Array(GoCommand),
  goroot: Type.Object({ machine: Nullable(Type.String()), user: Nullable(Type.String()) }),
  windows: Type.Object({
    name: Type.String(),
    major: Type.Integer(),
    minor: Type.Integer(),
    build: Type.Integer(),
  }),
  /** Why Windows wants a restart; empty: it does not. */
  pendingReboot: Type.Array(Type.String()),
  administrator: Type.Boolean(),
  disk: Type.Object({ drive: Type.String(), freeBytes: Type.Number() }),
  programFiles: Type.Object({ own: Type.String(), x86: Type.String() }),
});
/** What lib/go.ps1's Get-GoState returns: everything that decisions about Go need. */
export type GoState = Static<typeof GoState>;
export type GoProduct = Static<typeof GoProduct>;
export type GoFolder = Static<typeof GoFolder>;
export type GoCommand = Static<typeof GoCommand>;
