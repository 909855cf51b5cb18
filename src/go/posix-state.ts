import { type Static, type TSchema, Type } from 'typebox';

const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** The system, in Go's words. */
export const SystemSchema = Type.Object({ os: Type.String(), arch: Type.String() });

/** What say_go of lib/go.sh tells: everything that decisions about Go on a POSIX host need. */
export const PosixGoState = Type.Object({
  system: SystemSchema,
  /** GOROOT of a new login. */
  goroot: Nullable(Type.String()),
  /** PATH of a new login, entry by entry. */
  path: Type.Array(Type.String()),
  /** The go programs that PATH finds, in its order. */
  commands: Type.Array(
    Type.Object({
      entry: Type.String(),
      file: Type.String(),
      /** The real folder that it belongs to. */
      root: Nullable(Type.String()),
    }),
  ),
  folders: Type.Array(
    Type.Object({
      path: Type.String(),
      /** Where it leads, where it is a link. */
      link: Nullable(Type.String()),
      /** bin/go is there and can be run. */
      exe: Type.Boolean(),
      /** First line of VERSION, without `go`. */
      version: Nullable(Type.String()),
      arch: Nullable(Type.String()),
    }),
  ),
  /** The account is root. */
  root: Type.Boolean(),
});
/** What say_go of lib/go.sh tells: everything that decisions about Go on a POSIX host need. */
export type PosixGoState = Static<typeof PosixGoState>;
export type PosixGoFolder = PosixGoState['folders'][number];
export type PosixGoCommand = PosixGoState['commands'][number];
