import { change, type Plan, type Refusal, type Step } from 'gorun/module';
import { goFoldersId } from '../../src/go/posix-foresee.ts';
import { compareGoVersions } from '../../src/go-version/compare.ts';
import {
  type ArchiveInput,
  isWanted,
  presentProblem,
  unpackProblem,
  unwritableProblem,
  type Wanted,
} from './plan.ts';
import type { ArchiveState, VersionFolder } from './state.ts';

/** Every version has a folder of its own, and `go` is a link to one of them. */
export function planSideBySide(input: ArchiveInput, wanted: Wanted): Plan<ArchiveState> | Refusal {
  const { params, state } = input;
  const { target, versions, src } = state;
  const name = `go${wanted.version}`;
  const path = `${params.root}/go-versions/${name}`;
  const link = `go-versions/${name}`;
  const there = versions.find((one) => one.path === path);
  const steps: Step[] = [];
  const adopted = adoptedFolder(input);
  if (
    !(adopted?.path === path && isWanted(adopted, wanted)) &&
    (there === undefined || !isWanted(there, wanted))
  ) {
    const problem = presentProblem(input, wanted) ?? unpackProblem(input);
    if (problem !== undefined) return problem;
    steps.push(unpackStep(path, there, src.path, wanted));
  }
  const isLinked = target.kind === 'link' && (target.link === link || target.link === path);
  if (!isLinked) {
    const problem = presentProblem(input, wanted);
    if (problem !== undefined) return problem;
    steps.push(switchStep(target, link, wanted, adopted));
  }
  const made = there ?? { path, ...wanted, exe: true };
  const all = [
    ...[...versions, ...(adopted === undefined ? [] : [adopted])].filter((one) => one.path !== path),
    { ...made, ...wanted, exe: true },
  ];
  const old = outdated(all, path, params.keep);
  steps.push(...old.map(removeStep));
  if (steps.length > 0 && state.unwritable !== null) return unwritableProblem(state.unwritable);
  const left = all.filter((one) => !old.includes(one)).sort(byPath);
  const leaves = {
    [goFoldersId]: [
      { path, link: null, ...wanted },
      { path: target.path, link, ...wanted },
    ],
  };
  if (steps.length === 0) return { steps, expected: state, leaves };
  return {
    steps,
    expected: {
      ...state,
      versions: left,
      target: { ...target, kind: 'link', link: isLinked ? target.link : link, ...wanted, exe: true },
    },
    leaves,
  };
}

/** A Go that is a folder at the place of the link becomes one of the versions, unless that one is there. */
function adoptedFolder({ params, state }: ArchiveInput): VersionFolder | undefined {
  const { kind, version, arch, exe } = state.target;
  if (kind !== 'folder' || version === null || !exe || arch === null) return undefined;
  const path = `${params.root}/go-versions/go${version}`;
  if (state.versions.some((one) => one.path === path)) return undefined;
  return { path, version, arch, exe };
}

const byPath = (a: VersionFolder, b: VersionFolder) => (a.path < b.path ? -1 : 1);

/** All but the newest of those that are not in use. */
function outdated(all: readonly VersionFolder[], used: string, keep: number): readonly VersionFolder[] {
  return all
    .filter(({ path, version }) => path !== used && version !== null)
    .sort((a, b) => compareGoVersions(b.version ?? '', a.version ?? ''))
    .slice(keep);
}

function unpackStep(path: string, there: VersionFolder | undefined, src: string, wanted: Wanted): Step {
  return {
    action: 'replace',
    title: `unpack Go ${wanted.version} into ${path}`,
    args: { target: path, src, ...wanted },
    changes: [change(path, there === undefined ? null : (there.version ?? 'not whole'), wanted.version)],
    undo: {
      action: 'restore',
      title: there === undefined ? `remove ${path}` : `put ${path} back`,
      args: {
        target: path,
        version: wanted.version,
        had: there !== undefined,
        former: there?.version ?? null,
      },
    },
    timeout: 900,
  };
}

function switchStep(
  target: ArchiveState['target'],
  link: string,
  { version }: Wanted,
  adopted: VersionFolder | undefined,
): Step {
  const adopt = adopted?.path ?? null;
  return {
    action: 'switch',
    title: `switch ${target.path} to Go ${version}`,
    args: { target: target.path, link, adopt },
    changes: [
      change('Go', target.version, version),
      change(target.path, target.kind === 'folder' ? 'a folder' : target.link, link),
      ...(adopted === undefined ? [] : [change(adopted.path, null, adopted.version)]),
    ],
    undo: {
      action: 'switch_back',
      title: target.kind === null ? `remove the link ${target.path}` : `switch ${target.path} back`,
      args: {
        target: target.path,
        link: target.link,
        made: link,
        adopt,
        had: target.kind === 'folder',
        former: target.version,
      },
    },
    timeout: 60,
  };
}

function removeStep({ path, version }: VersionFolder): Step {
  return {
    action: 'remove',
    title: `remove Go ${version} from ${path}`,
    args: { target: path },
    changes: [change(path, version, null)],
    undo: { action: 'put_back', title: `put ${path} back`, args: { target: path, former: version } },
    timeout: 120,
  };
}
