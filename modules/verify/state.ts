import { parseAs, type Static, Type } from 'gorun/module';
import { GoState } from '../../src/go/state.ts';

const Run = Type.Object({
  exitCode: Type.Union([Type.Integer(), Type.Null()]),
  timedOut: Type.Boolean(),
  output: Type.String(),
});

const schema = Type.Object({
  go: GoState,
  /** What `go version` says: the go that PATH finds, in a neutral folder, with GOTOOLCHAIN=local; null: PATH finds none. */
  reported: Type.Union([Run, Type.Null()]),
  /** Null: not asked for, or there is no go. */
  compile: Type.Union([Run, Type.Null()]),
  command: Type.Union([Run, Type.Null()]),
});

/** What the probe of verify sees. */
export type VerifyState = Static<typeof schema>;
export type ProgramRun = Static<typeof Run>;

export const parseVerifyState = parseAs(schema);
