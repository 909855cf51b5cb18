import { change, type Plan, type Refusal, refuse, type Step } from 'gorun/module';
import {
  attributeArgs,
  attributeChanges,
  perhapsDiffer,
  withAttributes,
} from '../../src/files/attributes.ts';
import { fileThere, folderMade, folderThere, nothingThere, owned } from '../../src/files/file-resource.ts';
import { attributesProblem, placeProblem, timesProblem } from '../../src/files/rights.ts';
import { belowId, type FileResource, fileId } from '../../src/module/resources.ts';
import { foldersLeft, foldersSpared } from './folders-left.ts';
import type { FileParams } from './params.ts';
import { planLink } from './posix-link.ts';
import type { PosixFileState } from './posix-state.ts';

/** SHA-256 of nothing. */
const emptySha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

export type Decision = Plan<PosixFileState> | Refusal;

/** Decides what is made, touched, linked or removed on a POSIX host. */
export function planPosix(params: FileParams, state: PosixFileState): Decision {
  const { path, kind } = state;
  if (params.state === 'absent') return planAbsent(params, state);
  if (kind === null && state.obstacle !== null)
    return refuse(`${state.obstacle} is no folder, so nothing can be below it`, 'Choose another `path`.');
  if (params.state === 'link') return planLink(params, state);
  if (params.src !== undefined) return refuse('src is for state: link', 'Leave it out, or set state: link.');
  if (kind === 'link')
    return refuse(`${path} is a link that leads nowhere`, 'Remove it first with `state: absent`.');
  if (params.state === 'file') {
    if (kind === 'file' || kind === 'other') return withOwnAttributes(params, state);
    return refuse(
      kind === null ? `there is no file ${path}` : `${path} is a folder`,
      kind === null ? 'Make it with `state: touch`, copy or template.' : 'Use `state: directory`.',
    );
  }
  if (params.state === 'directory') {
    if (kind === null) return made(params, state, 'folder');
    if (kind === 'folder') return withOwnAttributes(params, state);
    return refuse(`${path} is a file`, 'Remove it first with `state: absent`.');
  }
  if (kind === null) return made(params, state, 'file');
  return params.modification_time === 'now' ? touched(params, state) : withOwnAttributes(params, state);
}

function planAbsent({ path: given }: FileParams, state: PosixFileState): Decision {
  const { path, kind } = state;
  if (kind === null) return { steps: [], expected: state };
  if (/\/\.\.?(?:\/|$)/.test(given))
    return refuse(`${given} is not removed: its path has . or .. in it`, 'Write the path without them.');
  if (state.needed)
    return refuse(`${path} is not removed: the host or gorun cannot be without it`, 'Name what is in it.');
  const problem = placeProblem(state, state);
  if (problem !== undefined) return problem;
  return {
    steps: [
      {
        action: 'remove',
        title: `remove ${path}`,
        args: { path },
        changes: [change(path, kind, null)],
        undo: { action: 'restore', title: `put ${path} back`, args: { path, kept: null } },
        timeout: 300,
      },
    ],
    expected: { ...without(state), kind: null },
    leaves: { [fileId(path)]: nothingThere, [belowId(path)]: nothingThere },
    spares: foldersSpared(path, 0),
  };
}

/** Without what only something that is there has. */
function without(state: PosixFileState): PosixFileState {
  const { path, leads, missing, obstacle, needed } = state;
  return { path, leads, missing, obstacle, needed, kind: null, link: null, size: null, sha256: null };
}

function made(params: FileParams, state: PosixFileState, kind: 'file' | 'folder'): Decision {
  const { path } = state;
  const isFile = kind === 'file';
  const problem = placeProblem(state, state, params);
  if (problem !== undefined) return problem;
  const attributes = withAttributes({ kind }, params);
  return {
    steps: [
      {
        action: isFile ? 'make-file' : 'make-folder',
        title: isFile ? `make ${path}, empty` : `make ${path}`,
        args: { path, ...attributeArgs(params) },
        changes: [change(path, null, kind), ...attributeChanges(params, {})],
        undo: {
          action: 'unmake',
          title: `remove ${path}`,
          args: { path, made: null, file: isFile ? emptySha256 : null },
        },
      },
    ],
    expected: withAttributes(
      { ...state, kind, missing: 0, size: isFile ? 0 : null, sha256: isFile ? emptySha256 : null },
      params,
    ),
    leaves: {
      // Folders above are given to somebody with the folder that they are made for.
      ...foldersLeft(path, state.missing, isFile ? {} : attributes),
      [fileId(path)]: owned(isFile ? fileThere(0, emptySha256) : folderMade, attributes),
      [belowId(path)]: nothingThere,
    },
    spares: foldersSpared(path, state.missing),
  };
}

function withOwnAttributes(params: FileParams, state: PosixFileState): Decision {
  const { path } = state;
  const expected = withAttributes(state, params);
  if (attributeChanges(params, state).length === 0) return { steps: [], expected: state };
  const problem = attributesProblem(path, state, state, params);
  if (problem !== undefined) return problem;
  return {
    steps: [attributeStep(params, state)],
    expected,
    leaves: { [fileId(path)]: owned(rightsOnly(state), expected) },
    spares: sparedBeside(path),
    ...(perhapsDiffer(params, state) ? { perhaps: true } : {}),
  };
}

/** All that is touched by making or removing, where neither is done. */
const sparedBeside = (path: string) => [belowId(path), ...foldersSpared(path, 0)];

/** What gets other rights, and stays what it is. */
function rightsOnly({ kind, size, sha256, foreseen }: PosixFileState): FileResource {
  const isFolder = kind === 'folder' ? { folder: true, anew: true } : {};
  return { exists: true, size, sha256, ...isFolder, ...(foreseen ? {} : { asFound: true as const }) };
}

function attributeStep(params: FileParams, state: PosixFileState): Step {
  const { path, mode = null, owner = null, group = null } = state;
  return {
    action: 'attributes',
    title: `set mode and owner of ${path}`,
    args: { path, ...attributeArgs(params) },
    changes: attributeChanges(params, state),
    undo: {
      action: 'attributes',
      title: `set mode and owner of ${path} as they were`,
      args: { path, mode, owner, group },
    },
  };
}

/** The times of what is there become now: in every run. */
function touched(params: FileParams, state: PosixFileState): Decision {
  const { path, kind, size, sha256 } = state;
  const differs = attributeChanges(params, state).length > 0;
  const problem =
    timesProblem(path, state, state) ?? (differs ? attributesProblem(path, state, state, params) : undefined);
  if (problem !== undefined) return problem;
  const folder = differs ? folderMade : folderThere;
  const own = kind === 'folder' ? folder : kind === 'file' ? { exists: true, size, sha256 } : undefined;
  const expected = withAttributes(state, params);
  const touch: Step = {
    action: 'touch',
    title: `touch ${path}`,
    args: { path },
    changes: [change('time', 'former', 'now')],
    undo: { action: 'times', title: `give ${path} its former times`, args: { path, times: null } },
  };
  return {
    steps: differs ? [touch, attributeStep(params, state)] : [touch],
    expected,
    ...(own === undefined ? {} : { leaves: { [fileId(path)]: owned(own, expected) } }),
    spares: sparedBeside(path),
  };
}
