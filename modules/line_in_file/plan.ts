import { createHash } from 'node:crypto';
import { change, type Plan, type PlanInput, type Refusal, refuse, type Step } from 'gorun/module';
import {
  attributeArgs,
  attributeChanges,
  attributeProblem,
  withAttributes,
} from '../../src/files/attributes.ts';
import { fileThere } from '../../src/files/file-resource.ts';
import { pathProblem } from '../../src/files/host-path.ts';
import { attributesProblem, placeProblem } from '../../src/files/rights.ts';
import { contentArgs } from '../../src/files/wanted.ts';
import { fileId } from '../../src/module/resources.ts';
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
  const before = state.text ?? '';
  const after = changed(before, params);
  if (typeof after !== 'string') return after;
  const expected = withAttributes(
    { ...state, kind: 'file' as const, text: after, size: Buffer.byteLength(after) },
    params,
  );
  const sha256 = createHash('sha256').update(after).digest('hex');
  const leaves = { [fileId(params.path)]: fileThere(expected.size, sha256) };
  if (after !== before || state.kind === null)
    return (
      placeProblem(state, state, params) ?? {
        steps: [writeStep(params, state, after, sha256)],
        expected,
        leaves,
      }
    );
  if (attributeChanges(params, state).length > 0)
    return (
      attributesProblem(params.path, state, state, params) ?? {
        steps: [attributeStep(params, state)],
        expected,
        leaves,
      }
    );
  return { steps: [], expected: state, leaves };
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
  if (state.kind === 'file' && state.text === null)
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
      ...(state.kind === null ? [] : attributeChanges(params, state)),
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
