import { change, type Plan, type Refusal, refuse } from 'gorun/module';
import { goFoldersId } from '../../src/go/posix-foresee.ts';
import { type ArchiveInput, isWanted, presentProblem, unpackProblem, type Wanted } from './plan.ts';
import type { ArchiveState } from './state.ts';

/** `go` is a folder, which is exchanged for the one of the archive by two renames. */
export function planReplace(input: ArchiveInput, wanted: Wanted): Plan<ArchiveState> | Refusal {
  const { target, src } = input.state;
  if (target.kind === 'link')
    return refuse(
      `${target.path} is a link to ${target.link}`,
      'Use layout: side_by_side, or remove the link.',
    );
  const expected = expectedOf(input.state, wanted);
  const leaves = { [goFoldersId]: [{ path: target.path, link: null, ...wanted }] };
  if (target.kind === 'folder' && isWanted(target, wanted))
    return { steps: [], expected: input.state, leaves };
  const problem = presentProblem(input, wanted) ?? unpackProblem(input);
  if (problem !== undefined) return problem;
  return {
    steps: [
      {
        action: 'replace',
        title: `${target.version === null ? 'install' : 'replace'} ${target.path} by Go ${wanted.version}`,
        args: { target: target.path, src: src.path, ...wanted },
        changes: [change('Go', target.version, wanted.version)],
        undo: {
          action: 'restore',
          title:
            target.kind === null
              ? `remove ${target.path}`
              : `put ${target.path} back${target.version === null ? '' : ` (Go ${target.version})`}`,
          args: {
            target: target.path,
            version: wanted.version,
            had: target.kind !== null,
            former: target.version,
          },
        },
        timeout: 900,
      },
    ],
    expected,
    leaves,
  };
}

function expectedOf(state: ArchiveState, { version, arch }: Wanted): ArchiveState {
  return { ...state, target: { ...state.target, kind: 'folder', link: null, version, arch, exe: true } };
}
