import { change, type Plan, type Refusal, type Step } from 'gorun/module';
import { bareVersion } from '../../src/go/cache.ts';
import { goFoldersId } from '../../src/go/posix-foresee.ts';
import { compareGoVersions } from '../../src/go-version/compare.ts';
import { type ArchiveInput, ownedProblem, unwritableProblem } from './plan.ts';
import type { ArchiveState } from './state.ts';

/** Decides what is to be removed: `go` where it is the version given or none is given, and that version, or every one, side by side. */
export function planAbsent({ params, state }: ArchiveInput): Plan<ArchiveState> | Refusal {
  const { target } = state;
  const isMeant = (found: { readonly version: string | null; readonly arch: string | null }) =>
    found.version !== null &&
    (params.version === undefined || compareGoVersions(found.version, bareVersion(params.version)) === 0) &&
    (params.arch === undefined || found.arch === params.arch);
  const going = state.versions.filter(isMeant);
  const goes = target.kind !== null && target.kind !== 'other' && isMeant(target);
  if (!goes && going.length === 0) return { steps: [], expected: state, leaves: { [goFoldersId]: [] } };
  if (target.package !== null) return ownedProblem(target.path, target.package);
  if (state.unwritable !== null) return unwritableProblem(state.unwritable);
  const steps = [
    ...(goes ? [removal(target.path, target.version, target.link)] : []),
    ...going.map(({ path, version }) => removal(path, version, null)),
  ];
  const gone = { link: null, version: null, arch: null };
  return {
    steps,
    expected: {
      ...state,
      versions: state.versions.filter((one) => !going.includes(one)),
      target: goes
        ? { ...target, kind: null, link: null, version: null, arch: null, exe: false, package: null }
        : target,
    },
    leaves: {
      [goFoldersId]: [...(goes ? [target.path] : []), ...going.map(({ path }) => path)].map((path) => ({
        path,
        ...gone,
      })),
    },
  };
}

function removal(path: string, version: string | null, link: string | null): Step {
  return {
    action: 'remove',
    title: link === null ? `remove Go ${version} from ${path}` : `remove the link ${path}`,
    args: { target: path },
    changes: [change(path, link ?? version, null)],
    undo: { action: 'put_back', title: `put ${path} back`, args: { target: path, former: version } },
    timeout: 120,
  };
}
