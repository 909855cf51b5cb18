import { createHash } from 'node:crypto';
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
import {
  attributeArgs,
  attributeChanges,
  attributeProblem,
  perhapsDiffer,
  putAnew,
  withAttributes,
} from '../../src/files/attributes.ts';
import { fileThere, folderThere, owned } from '../../src/files/file-resource.ts';
import { foldersAbove, pathProblem } from '../../src/files/host-path.ts';
import { attributesProblem, placeProblem } from '../../src/files/rights.ts';
import { contentArgs } from '../../src/files/wanted.ts';
import { type FileResource, fileId } from '../../src/module/resources.ts';
import { edited } from './edit.ts';
import type { LineParams } from './params.ts';
import type { LineState } from './state.ts';

type Input = PlanInput<LineParams, LineState, undefined>;

/** Decides what the file is to hold. Pure. */
export function planLine({ params, state, platform }: Input): Plan<LineState> | Refusal {
  const problem =
    pathProblem(params.path, platform) ?? attributeProblem(params, platform) ?? problemOf(params, state);
  if (problem !== undefined) return problem;
  if (state.kind === null && params.state === 'absent') return { steps: [], expected: state };
  if (state.foreseen) return planUnread(params, state);
  const before = state.text ?? '';
  const after = changed(before, params);
  if (typeof after !== 'string') return after;
  const isWritten = after !== before || state.kind === null;
  const expected = withAttributes(
    { ...state, kind: 'file' as const, text: after, size: Buffer.byteLength(after) },
    params,
    isWritten,
  );
  const sha256 = createHash('sha256').update(after).digest('hex');
  const differs = attributeChanges(params, state).length > 0;
  const forbidden = isWritten
    ? placeProblem(state, state, params)
    : differs
      ? attributesProblem(params.path, state, state, params)
      : undefined;
  if (forbidden !== undefined) return forbidden;
  const left = withAttributes({ ...putAnew(state, state.account), kind: 'file' }, params, true);
  const file = owned(fileThere(expected.size, sha256), left);
  const above = foldersAbove(params.path).map(fileId);
  if (state.kind === null) {
    const leaves = {
      ...Object.fromEntries(above.map((id): [ResourceId, Json] => [id, folderThere])),
      [fileId(params.path)]: file,
    };
    return { steps: [writeStep(params, state, after, sha256)], expected, leaves };
  }
  if (isWritten)
    return {
      steps: [writeStep(params, state, after, sha256)],
      expected,
      leaves: { [fileId(params.path)]: file },
      spares: above,
    };
  if (!differs) return { steps: [], expected: state };
  return {
    steps: [attributeStep(params, state)],
    expected,
    leaves: { [fileId(params.path)]: owned(rightsOnly, expected) },
    spares: above,
    ...(perhapsDiffer(params, state) ? { perhaps: true } : {}),
  };
}

/** A file that gets other rights: later tasks can read what is in it. */
const rightsOnly: FileResource = { exists: true, size: null, sha256: null, asFound: true };

/** Of a file that an earlier task writes only the checksum is told: whether the line will be in it is not known. */
function planUnread(params: LineParams, state: LineState): Plan<LineState> {
  const { path } = params;
  const file = { exists: true, size: null, sha256: null };
  return {
    steps: [],
    leaves: { [fileId(path)]: owned(file, withAttributes(state, params, true)) },
    spares: foldersAbove(path).map(fileId),
    perhaps: true,
  };
}

function problemOf(params: LineParams, state: LineState): Refusal | undefined {
  const { path } = params;
  if (params.state === 'present' && params.line === undefined)
    return refuse('line is needed for state: present', 'Give `line`.');
  if (params.line === undefined && params.regexp === undefined)
    return refuse('line or regexp is needed', 'Say which lines are to go.');
  if (params.insertafter !== undefined && params.insertbefore !== undefined)
    return refuse('insertafter and insertbefore exclude each other', 'Give one of them.');
  if (state.obstacle !== null)
    return refuse(`${state.obstacle} is a file, so nothing can be put below it`, 'Choose another `path`.');
  if (state.kind === 'folder') return refuse(`${path} is a folder`, 'Give `path` the path of a file.');
  if (state.kind === null && params.state === 'present' && !params.create)
    return refuse(`${path} is not there`, 'Set create: true if it is to be made.');
  if (state.kind === 'file' && state.text === null && !state.foreseen)
    return refuse(
      `${path} is no text in UTF-8 of at most 1 MB (${state.size} bytes)`,
      'line_in_file is for small texts in UTF-8.',
    );
  return undefined;
}

function changed(text: string, params: LineParams): string | Refusal {
  try {
    return edited(text, params);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return refuse(
      `the expression is wrong: ${why}`,
      'Expressions are those of RE2 (no look-around, no \\1).',
    );
  }
}

function writeStep(params: LineParams, state: LineState, after: string, sha256: string): Step {
  const { path } = params;
  return {
    action: 'put',
    title: `${state.kind === null ? 'write' : 'change'} ${path}`,
    args: {
      dest: path,
      name: null,
      into: false,
      folders: [],
      files: [
        {
          path: '',
          sha256,
          ...contentArgs(Buffer.from(after, 'utf8').toString('base64')),
          ...attributeArgs(params),
        },
      ],
      ...(params.validate === undefined ? {} : { validate: [...params.validate] }),
      sent: [],
    },
    changes: [
      change('content', state.kind === null ? null : state.text, after),
      ...attributeChanges(params, state),
    ],
    undo: { action: 'put-back', title: `put ${path} back as it was`, args: { made: [], done: [] } },
    timeout: 60,
  };
}

function attributeStep(params: LineParams, state: LineState): Step {
  const { path } = params;
  const { mode = null, owner = null, group = null } = state;
  return {
    action: 'attributes',
    title: `set mode and owner of ${path}`,
    args: { files: [{ path, ...attributeArgs(params) }] },
    changes: attributeChanges(params, state),
    undo: {
      action: 'attributes',
      title: `set mode and owner of ${path} as they were`,
      args: { files: [{ path, mode, owner, group }] },
    },
    timeout: 60,
  };
}
