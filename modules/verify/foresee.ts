import { commandOnPath, folderAt, rootOf } from '../../src/go/find.ts';
import { posixCommand, posixGoOnPath } from '../../src/go/posix-find.ts';
import type { PosixGoState } from '../../src/go/posix-state.ts';
import type { GoState } from '../../src/go/state.ts';
import type { VerifyParams } from './params.ts';
import type { PosixVerifyState, VerifyState, WindowsVerifyState } from './state.ts';

/** A go that PATH finds: its file, and what its folder says. */
interface Found {
  readonly file: string;
  readonly version: string | null;
  readonly arch: string | null;
}

/** What the probe would see on a Windows host whose Go will be as `next`; undefined: known only afterwards. */
export function foreseeWindows(
  params: VerifyParams,
  state: WindowsVerifyState,
  next: GoState,
): WindowsVerifyState | undefined {
  if (next === state.go) return state;
  const foundIn = (go: GoState): Found | undefined => {
    const command = commandOnPath(go);
    if (command === undefined) return undefined;
    const folder = folderAt(go, rootOf(command.file));
    return { file: command.file, version: folder?.version ?? null, arch: folder?.arch ?? null };
  };
  const runs = foreseenRuns(params, state, foundIn(state.go), foundIn(next), 'windows');
  return runs === undefined ? undefined : { ...state, ...runs, go: next };
}

/** What the probe would see on a POSIX host whose Go will be as `next`; undefined: known only afterwards. */
export function foreseePosix(
  params: VerifyParams,
  state: PosixVerifyState,
  next: PosixGoState,
): PosixVerifyState | undefined {
  if (next === state.go) return state;
  const foundIn = (go: PosixGoState): Found | undefined => {
    const command = posixCommand(go);
    if (command === undefined) return undefined;
    const folder = posixGoOnPath(go);
    return { file: command.file, version: folder?.version ?? null, arch: folder?.arch ?? null };
  };
  const runs = foreseenRuns(params, state, foundIn(state.go), foundIn(next), next.system.os);
  return runs === undefined ? undefined : { ...state, ...runs, go: next };
}

/** What programs will say. What only a run can tell (a compile, a command) is known only afterwards: then undefined. */
function foreseenRuns(
  params: VerifyParams,
  { reported, compile, command }: Pick<VerifyState, 'reported' | 'compile' | 'command'>,
  before: Found | undefined,
  after: Found | undefined,
  os: string,
): Pick<VerifyState, 'reported' | 'compile' | 'command'> | undefined {
  const isSame =
    before?.file === after?.file && before?.version === after?.version && before?.arch === after?.arch;
  if (isSame) return { reported, compile, command };
  if (params.compile || params.command !== undefined) return undefined;
  if (after === undefined) return { reported: null, compile, command };
  if (after.version === null || after.arch === null) return undefined;
  const arch = os !== 'windows' && after.arch === 'armv6l' ? 'arm' : after.arch;
  const output = `go version go${after.version} ${os}/${arch}`;
  return { reported: { exitCode: 0, timedOut: false, output }, compile, command };
}
