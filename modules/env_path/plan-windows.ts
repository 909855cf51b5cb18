import { change, type Plan, type PlanInput, type Refusal, refuse } from 'gorun/module';
import { withEntries } from '../../src/go/path-after.ts';
import { pathId } from '../../src/module/resources.ts';
import { arrangePath, type PathPosition } from '../../src/path-list/arrange.ts';
import { pathChanges } from '../../src/path-list/difference.ts';
import { isEmptyEntry } from '../../src/path-list/entry.ts';
import type { PathParams } from './params.ts';
import type { WindowsPathState } from './state.ts';

/** The longest value that Windows hands to a process. */
const longest = 32_767;

/** Decides what PATH of a Windows host is to be, and says entry by entry what changes. */
export function planWindows({
  params,
  state,
}: PlanInput<PathParams, WindowsPathState, undefined>): Plan<WindowsPathState> | Refusal {
  const { entry, entries = [], scope } = params;
  if (entry === undefined && entries.length === 0 && !params.tidy)
    return refuse('there is nothing to do', 'Give entry, entries or tidy: true.');
  const wanted = state.named.slice(0, entries.length + (entry === undefined ? 0 : 1));
  const bad = wanted.find(({ text }) => text.includes(';') && !/^"[^"]*"$/.test(text));
  if (bad !== undefined)
    return refuse(
      `“${bad.text}” holds a semicolon: that would be two entries`,
      'Use `entries` for several folders.',
    );
  const { path } = state;
  if (path.exists && path.kind !== 'String' && path.kind !== 'ExpandString')
    return refuse(`PATH of the ${scope} is a ${path.kind} in the registry, not text`, 'Mend it by hand.');
  const arranged = arrangePath(path.entries, {
    entries: wanted,
    state: params.state,
    position: positionOf(params, state),
    tidy: params.tidy,
  });
  const after = withEntries(path, [...arranged]);
  if (after.value === (path.value ?? '') || arranged === path.entries)
    return { steps: [], expected: state, warnings: warnings(params, state) };
  if ((after.value ?? '').length > longest)
    return refuse(
      `PATH would have ${after.value?.length} characters; Windows allows ${longest}`,
      'Remove entries that nobody needs.',
    );
  if (scope === 'machine' && !state.administrator)
    return refuse(
      'the account has no administrator rights',
      'Connect as an administrator, or use scope: user.',
    );
  const { exists, kind, value } = after;
  return {
    steps: [
      {
        action: 'write',
        title: `write PATH of the ${scope}`,
        args: { scope, from: stored(path), to: { exists, kind, value } },
        changes: changesOf(path, after),
        undo: {
          action: 'write',
          title: `write the former PATH of the ${scope}`,
          args: { scope, from: { exists, kind, value }, to: stored(path) },
        },
        timeout: 60,
      },
    ],
    expected: { ...state, path: after },
    leaves: { [pathId(scope)]: after },
    warnings: warnings(params, state),
  };
}

const stored = ({ exists, kind, value }: WindowsPathState['path']) => ({ exists, kind, value });

function changesOf(before: WindowsPathState['path'], after: WindowsPathState['path']) {
  const entries = pathChanges('PATH', before.entries, after.entries);
  return entries.length > 0 ? entries : [change('PATH', before.value, after.value)];
}

function positionOf({ position }: PathParams, { named }: WindowsPathState): PathPosition {
  if (position === 'anywhere' || position === 'first' || position === 'last') return position;
  const anchor = named.at(-1);
  if (anchor === undefined) return 'anywhere';
  return 'before' in position ? { before: anchor } : { after: anchor };
}

/** Windows does not expand a REG_SZ: `%NAME%` in it never worked. */
function warnings(params: PathParams, { path }: WindowsPathState): string[] {
  const dead = path.entries.filter(
    (entry) => path.kind === 'String' && /%[^%;]+%/.test(entry.text) && !isEmptyEntry(entry),
  );
  return dead.length === 0
    ? []
    : [
        `PATH of the ${params.scope} is REG_SZ, so Windows does not expand ${dead.map(({ text }) => text).join(', ')}; its kind is left as it is`,
      ];
}
