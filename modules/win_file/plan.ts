import {
  change,
  type Json,
  type Plan,
  type PlanInput,
  type Refusal,
  type ResourceId,
  refuse,
  type Step,
} from 'gorun/module';
import { fileThere, folderThere, nothingThere } from '../../src/files/file-resource.ts';
import { foldersAbove } from '../../src/files/host-path.ts';
import { belowId, fileId } from '../../src/module/resources.ts';
import type { FileState } from './state.ts';

/** SHA-256 of nothing. */
const emptySha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

interface Params {
  readonly path: string;
  readonly state: 'file' | 'directory' | 'touch' | 'absent';
  readonly modification_time: 'now' | 'preserve';
}

type Input = PlanInput<Params, FileState, undefined>;

/** Decides what is made, touched or removed. */
export function planFile(input: Input): Plan<FileState> | Refusal {
  const { params, state } = input;
  const { path, kind } = state;
  if (params.state === 'absent') return planAbsent(input);
  if (params.state === 'file') {
    if (kind === 'file') return { steps: [], expected: state };
    return refuse(
      kind === null ? `there is no file ${path}` : `${path} is a folder`,
      'Make it with `state: touch`, win_copy or win_template.',
    );
  }
  if (kind === null && state.obstacle !== null)
    return refuse(`${state.obstacle} is a file, so nothing can be below it`, 'Choose another `path`.');
  if (params.state === 'directory') {
    if (kind === 'file') return refuse(`${path} is a file`, 'Remove it first with `state: absent`.');
    if (kind === 'folder') return { steps: [], expected: state };
    return made(input, 'folder');
  }
  if (kind === null) return made(input, 'file');
  return params.modification_time === 'now' ? touched(input) : { steps: [], expected: state };
}

function planAbsent({ params, state }: Input): Plan<FileState> | Refusal {
  const { path, kind } = state;
  if (kind === null) return { steps: [], expected: state };
  if (state.needed)
    return refuse(`${path} is not removed: Windows or gorun cannot be without it`, 'Name what is in it.');
  return {
    steps: [
      {
        action: 'remove',
        title: `remove ${path}`,
        args: { path: params.path },
        changes: [change(path, kind, null)],
        undo: { action: 'restore', title: `put ${path} back`, args: { path: params.path, kept: null } },
        timeout: 300,
      },
    ],
    expected: { ...state, kind: null, size: null, sha256: null },
    leaves: {
      ...leavesAbove(params.path),
      [fileId(params.path)]: nothingThere,
      [belowId(params.path)]: nothingThere,
    },
  };
}

function made({ params, state }: Input, kind: 'file' | 'folder'): Plan<FileState> {
  const step: Step = {
    action: kind === 'folder' ? 'make-folder' : 'make-file',
    title: kind === 'folder' ? `make ${state.path}` : `make ${state.path}, empty`,
    args: { path: params.path },
    changes: [change(state.path, null, kind)],
    undo: {
      action: 'unmake',
      title: `remove ${state.path}`,
      args: { path: params.path, made: [], file: kind === 'file' ? emptySha256 : null },
    },
  };
  const isFile = kind === 'file';
  return {
    steps: [step],
    expected: { ...state, kind, missing: 0, size: isFile ? 0 : null, sha256: isFile ? emptySha256 : null },
    leaves: {
      ...leavesAbove(params.path),
      [fileId(params.path)]: isFile ? fileThere(0, emptySha256) : folderThere,
      [belowId(params.path)]: nothingThere,
    },
  };
}

/** The times of what is there become now: in every run. */
function touched({ params, state }: Input): Plan<FileState> {
  const { kind, size, sha256 } = state;
  const own: Json | undefined =
    kind === 'folder' ? folderThere : sha256 === null ? undefined : fileThere(size ?? 0, sha256);
  return {
    steps: [
      {
        action: 'touch',
        title: `touch ${state.path}`,
        args: { path: params.path },
        changes: [change('time', 'former', 'now')],
        undo: {
          action: 'times',
          title: `give ${state.path} its former times`,
          args: { path: params.path, written: null, read: null },
        },
      },
    ],
    expected: state,
    ...(own === undefined ? {} : { leaves: { [fileId(params.path)]: own } }),
  };
}

const leavesAbove = (path: string): Readonly<Record<ResourceId, Json>> =>
  Object.fromEntries(foldersAbove(path).map((one) => [fileId(one), folderThere]));
