import { type Static, Type } from 'typebox';

/**
 * What a run and the keeper say to each other, over one Unix socket per host. The run begins with `borrow`; whoever closes the socket ends
 * the connection to the host, unless the worker on it was left (`leave`) or is to be made anew (`renew`) before.
 */

const hop = Type.Object({
  name: Type.String(),
  host: Type.String(),
  port: Type.Integer(),
  user: Type.String(),
  hostKeyName: Type.String(),
  knownHosts: Type.Object({
    userFiles: Type.Array(Type.String(), { minItems: 1 }),
    globalFiles: Type.Array(Type.String()),
    acceptNew: Type.Boolean(),
  }),
  identities: Type.Object({
    named: Type.Optional(Type.Object({ path: Type.String(), passphrase: Type.Optional(Type.String()) })),
    files: Type.Array(Type.String()),
    only: Type.Boolean(),
    agentSocket: Type.Optional(Type.String()),
  }),
  password: Type.Optional(Type.String()),
  connectTimeout: Type.Number(),
});

/** A hop as it travels: what is undefined is missing. */
export type SentHop = Static<typeof hop>;

/** Which connection is wanted: all that decides to whom it leads, and as whom. */
export const wantedSchema = Type.Object({
  /** What people call the host. */
  name: Type.String(),
  platform: Type.Enum(['windows', 'posix']),
  jumps: Type.Array(hop),
  target: hop,
  become: Type.Optional(
    Type.Object({
      method: Type.Enum(['sudo', 'su', 'doas']),
      user: Type.String(),
      flags: Type.Array(Type.String()),
      password: Type.Optional(Type.String()),
    }),
  ),
});

/** Which connection is wanted: all that decides to whom it leads, and as whom. */
export type Wanted = Static<typeof wantedSchema>;

/** From a run (or `gorun persist`) to the keeper. `n` numbers processes, `id` transfers; both are the run's. */
export const askSchema = Type.Union([
  Type.Object({
    ask: Type.Literal('borrow'),
    /** Connections of one run share what is read of keys and known hosts. */
    run: Type.String(),
    wanted: wantedSchema,
    /** Not one that was kept: this run has just lost one. */
    fresh: Type.Boolean(),
    /** How long to keep it after its last use. */
    seconds: Type.Number(),
  }),
  Type.Object({ ask: Type.Literal('start'), n: Type.Integer(), command: Type.String() }),
  Type.Object({ ask: Type.Literal('kill'), n: Type.Integer() }),
  Type.Object({
    ask: Type.Literal('put'),
    id: Type.Integer(),
    local: Type.String(),
    remote: Type.String(),
  }),
  Type.Object({
    ask: Type.Literal('get'),
    id: Type.Integer(),
    remote: Type.String(),
    local: Type.String(),
  }),
  Type.Object({ ask: Type.Literal('stop'), id: Type.Integer() }),
  /** Process `n` is an idle worker, of which the next run has to know `memory`. */
  Type.Object({ ask: Type.Literal('leave'), n: Type.Integer(), memory: Type.Unknown() }),
  /** A new connection, and `command` started on it with `input`: what was done with this one may show in no later run. */
  Type.Object({ ask: Type.Literal('renew'), command: Type.String(), input: Type.String() }),
  Type.Object({ ask: Type.Literal('status') }),
  Type.Object({ ask: Type.Literal('end') }),
]);

/** From a run to the keeper. */
export type Ask = Static<typeof askSchema>;

const error = Type.Object({ code: Type.String(), message: Type.String(), fix: Type.String() });

/** A GorunError as it travels. */
export type SentError = Static<typeof error>;

/** How a connection moves files. */
const files = Type.Object({ staging: Type.Optional(Type.String()) });

/** A kept connection, for people. Times in seconds. */
const keptSchema = Type.Object({
  name: Type.String(),
  /** `user@host:port`, and as whom. */
  to: Type.String(),
  state: Type.Enum(['idle', 'in use']),
  /** Since it was made. */
  age: Type.Number(),
  /** Until it ends, where nobody uses it. */
  left: Type.Optional(Type.Number()),
});

/** A kept connection, for people. */
export type Kept = Static<typeof keptSchema>;

/** From the keeper to a run. */
export const saySchema = Type.Union([
  /** At once: somebody is there. */
  Type.Object({ say: Type.Literal('here') }),
  Type.Object({
    say: Type.Literal('borrowed'),
    files: Type.Optional(files),
    /** A worker that another run left: process `n`. */
    worker: Type.Optional(Type.Object({ n: Type.Integer(), memory: Type.Unknown() })),
  }),
  Type.Object({ say: Type.Literal('not borrowed'), error }),
  Type.Object({ say: Type.Literal('started'), n: Type.Integer() }),
  Type.Object({ say: Type.Literal('not started'), n: Type.Integer(), error }),
  /** Nothing more comes from its standard output. */
  Type.Object({ say: Type.Literal('ended'), n: Type.Integer() }),
  Type.Object({
    say: Type.Literal('exited'),
    n: Type.Integer(),
    code: Type.Optional(Type.Integer()),
    stderr: Type.String(),
  }),
  Type.Object({ say: Type.Literal('sent'), id: Type.Integer(), bytes: Type.Number() }),
  /** `files`: as it is from now on. */
  Type.Object({ say: Type.Literal('moved'), id: Type.Integer(), files: Type.Optional(files) }),
  Type.Object({
    say: Type.Literal('not moved'),
    id: Type.Integer(),
    error,
    files: Type.Optional(files),
  }),
  /** The connection to the host has ended. */
  Type.Object({ say: Type.Literal('closed') }),
  Type.Object({ say: Type.Literal('kept') }),
  Type.Object({ say: Type.Literal('status'), pid: Type.Integer(), hosts: Type.Array(keptSchema) }),
  Type.Object({ say: Type.Literal('ending'), hosts: Type.Integer() }),
]);

/** From the keeper to a run. */
export type Say = Static<typeof saySchema>;
