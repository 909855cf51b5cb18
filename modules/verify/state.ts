import { isJsonObject, type Json, parseAs, type Static, Type } from 'gorun/module';
import { PosixGoState } from '../../src/go/posix-state.ts';
import { GoState } from '../../src/go/state.ts';

const Run = Type.Object({
  exitCode: Type.Union([Type.Integer(), Type.Null()]),
  timedOut: Type.Boolean(),
  output: Type.String(),
});

const runs = {
  /** What `go version` says: the go that PATH finds, in a neutral folder, with GOTOOLCHAIN=local; null: PATH finds none. */
  reported: Type.Union([Run, Type.Null()]),
  /** Null: not asked for, or there is no go. */
  compile: Type.Union([Run, Type.Null()]),
  command: Type.Union([Run, Type.Null()]),
};
const Windows = Type.Object({ go: GoState, ...runs });
const Posix = Type.Object({ go: PosixGoState, ...runs });

/** What the probe of verify sees on a Windows host. */
export type WindowsVerifyState = Static<typeof Windows>;
/** What the probe of verify sees on a POSIX host. */
export type PosixVerifyState = Static<typeof Posix>;
/** What the probe of verify sees. */
export type VerifyState = WindowsVerifyState | PosixVerifyState;
export type ProgramRun = Static<typeof Run>;

const parseWindows = parseAs(Windows);
const parsePosix = parseAs(Posix);

export function parseVerifyState(value: Json): VerifyState {
  const go = isJsonObject(value) ? value.go : undefined;
  return isJsonObject(go) && 'system' in go ? parsePosix(value) : parseWindows(value);
}

export const isPosix = (state: VerifyState): state is PosixVerifyState => 'system' in state.go;
