import { type Static, type TSchema, Type } from 'typebox';

const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** The system, in Go's words. */
export const SystemSchema = Type.Object({ os: Type.String(), arch: Type.String() });

/** A PATH of a POSIX host, entry by entry: what /etc/profile gives to everybody, and what a new login of the account gets. */
export const LoginPath = Type.Object({
  machine: Type.Array(Type.String()),
  login: Type.Array(Type.String()),
});
/** A PATH of a POSIX host, entry by entry: what /etc/profile gives to everybody, and what a new login of the account gets. */
export type LoginPath = Static<typeof LoginPath>;

/** What say_go of lib/go.sh tells: everything that decisions about Go on a POSIX host need. */
export const PosixGoState = Type.Object({
  system: SystemSchema,
  /** GOROOT of /etc/profile, and what the account's ~/.profile makes of it where that is something else. */
  goroot: Type.Object({ machine: Nullable(Type.String()), user: Nullable(Type.String()) }),
  path: LoginPath,
  /** The go programs that the PATH of a new login finds, in its order. */
  commands: Type.Array(
    Type.Object({
      scope: Type.Union([Type.Literal('machine'), Type.Literal('user')]),
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
      /** The package of the distribution that it belongs to. */
      package: Nullable(Type.String()),
    }),
  ),
  /** The account is root. */
  root: Type.Boolean(),
});
/** What say_go of lib/go.sh tells: everything that decisions about Go on a POSIX host need. */
export type PosixGoState = Static<typeof PosixGoState>;
export type PosixGoFolder = PosixGoState['folders'][number];
export type PosixGoCommand = PosixGoState['commands'][number];
