import { isJsonObject, type Json, parseAs, type Static, Type } from 'gorun/module';
import { LoginPath } from '../../src/go/posix-state.ts';
import { PathResource } from '../../src/module/resources.ts';

const Windows = Type.Object({
  path: PathResource,
  /** The folders of the parameters, expanded on this host. */
  named: Type.Array(Type.Object({ text: Type.String(), expanded: Type.String() })),
  administrator: Type.Boolean(),
});

const Posix = Type.Object({
  login: LoginPath,
  /** Home of the account. */
  home: Type.String(),
  /** Name of the shell that it gets at a login; empty: not known. */
  shell: Type.String(),
  /** The profile that gorun writes into, or would. */
  file: Type.String(),
  /** Gorun's part of it, without its marks; null: it has none. */
  text: Type.Union([Type.String(), Type.Null()]),
  /** Why that file cannot be written. */
  unwritable: Type.Union([Type.String(), Type.Null()]),
  /** A file of the account that bash reads instead of ~/.profile. */
  hidden_by: Type.Union([Type.String(), Type.Null()]),
  /** Why a profile could not be read to its end. */
  problem: Type.Union([Type.String(), Type.Null()]),
});

/** What the probe of env_path sees on a Windows host. */
export type WindowsPathState = Static<typeof Windows>;
/** What the probe of env_path sees on a POSIX host. */
export type PosixPathState = Static<typeof Posix>;
/** What the probe of env_path sees. */
export type PathState = WindowsPathState | PosixPathState;

const parseWindows = parseAs(Windows);
const parsePosix = parseAs(Posix);

export function parsePathState(value: Json): PathState {
  return isJsonObject(value) && 'login' in value ? parsePosix(value) : parseWindows(value);
}

export const isPosix = (state: PathState): state is PosixPathState => 'login' in state;
