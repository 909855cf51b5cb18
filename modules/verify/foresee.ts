import { commandOnPath, folderAt, rootOf } from '../../src/go/find.ts';
import type { GoState } from '../../src/go/state.ts';
import type { VerifyParams } from './params.ts';
import type { VerifyState } from './state.ts';

/**
 * What the probe would see on a host whose Go will be as `next`. What only a run can tell (a compile, a command) is known only
 * afterwards: then undefined.
 */
export function foreseeVerify(
  params: VerifyParams,
  state: VerifyState,
  next: GoState,
): VerifyState | undefined {
  if (next === state.go) return state;
  const [before, after] = [commandOnPath(state.go), commandOnPath(next)];
  const root = after === undefined ? undefined : folderAt(next, rootOf(after.file));
  const former = before === undefined ? undefined : folderAt(state.go, rootOf(before.file));
  const isSame =
    before?.file === after?.file && former?.version === root?.version && former?.arch === root?.arch;
  if (isSame) return { ...state, go: next };
  if (params.compile || params.command !== undefined) return undefined;
  if (after === undefined) return { ...state, go: next, reported: null };
  if (root?.version == null || root.arch === null) return undefined;
  return {
    ...state,
    go: next,
    reported: { exitCode: 0, timedOut: false, output: `go version go${root.version} windows/${root.arch}` },
  };
}
