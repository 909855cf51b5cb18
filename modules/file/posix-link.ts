import { change, type Plan, type Refusal, refuse } from 'gorun/module';
import { placeProblem } from '../../src/files/rights.ts';
import { foldersLeft, foldersSpared } from './folders-left.ts';
import type { FileParams } from './params.ts';
import type { PosixFileState } from './posix-state.ts';

/** Decides whether a link is made, or leads elsewhere. */
export function planLink(
  { src, force, mode, owner, group }: FileParams,
  state: PosixFileState,
): Plan<PosixFileState> | Refusal {
  const { path, kind, link } = state;
  if (src === undefined) return refuse('src is needed for a link', 'Say where it is to lead.');
  if (mode !== undefined || owner !== undefined || group !== undefined)
    return refuse(
      'a link has no mode and owner of its own here',
      'Set them of what it leads to, in a task of its own.',
    );
  if (kind === 'link' && link === src) return { steps: [], expected: state };
  if (kind === 'folder')
    return refuse(`${path} is a folder`, 'Remove it first with `state: absent`, if nobody needs it.');
  if (kind !== null && kind !== 'link' && !force)
    return refuse(`${path} is a file`, 'Set force: true if the link is to take its place.');
  if (!state.leads && !force)
    return refuse(
      `what the link is to lead to is not there: ${src}`,
      'Mend `src`, or set force: true if it will come later.',
    );
  const problem = placeProblem(state, state);
  if (problem !== undefined) return problem;
  return {
    steps: [
      {
        action: 'link',
        title: kind === null ? `make the link ${path}` : `let ${path} be a link to ${src}`,
        args: { path, src, replace: kind !== null && kind !== 'link' },
        changes: [change(path, kind === 'link' ? `link to ${link}` : kind, `link to ${src}`)],
        undo: {
          action: 'unlink',
          title: kind === null ? `remove the link ${path}` : `put ${path} back`,
          args: { path, src, made: null, kept: null, former: kind === 'link' ? link : null },
        },
      },
    ],
    expected: { ...state, kind: 'link', link: src, missing: 0 },
    // Of the link itself later tasks in check mode know nothing.
    leaves: foldersLeft(path, state.missing),
    spares: foldersSpared(path, state.missing),
  };
}
