import {
  change,
  type Json,
  type Plan,
  type PlanInput,
  parseAs,
  type Refusal,
  type ResourceId,
  refuse,
  type Static,
  Type,
} from 'gorun/module';
import { pathProblem } from '../../src/files/host-path.ts';
import { PathKind } from '../../src/files/put-state.ts';
import { FileResource, fileId, predictedOf } from '../../src/module/resources.ts';
import type { Target } from './target.ts';

const schema = Type.Object({
  path: Type.String(),
  kind: PathKind,
  size: Type.Union([Type.Integer(), Type.Null()]),
  sha256: Type.Union([Type.String(), Type.Null()]),
});
type FetchState = Static<typeof schema>;

export const parseFetchState = parseAs(schema);

interface Params {
  readonly src: string;
  readonly fail_on_missing: boolean;
}

type Input = PlanInput<Params, FetchState, Target>;

const parse = parseAs(FileResource);

/** The file as earlier tasks would leave it. */
export function foreseeFetch(
  { params, state }: Input,
  predicted: ReadonlyMap<ResourceId, Json>,
): FetchState | undefined {
  const value = predictedOf(predicted, fileId(params.src));
  if (value === undefined) return state;
  const { exists, folder, size, sha256, asFound } = parse(value);
  if (asFound) return state;
  if (exists && !folder && sha256 === null) return undefined;
  return { path: state.path, kind: !exists ? null : folder ? 'folder' : 'file', size, sha256 };
}

/** Decides whether the file must come. */
export function planFetch({ params, state, lookup, platform }: Input): Plan<FetchState> | Refusal {
  const problem = pathProblem(params.src, platform);
  if (problem !== undefined) return problem;
  const { path, kind, size, sha256 } = state;
  if (kind === 'folder') return refuse(`${path} is a folder`, 'Name a file.');
  if (kind === null || sha256 === null) {
    if (params.fail_on_missing)
      return refuse(`there is no file ${path}`, 'Check `src`, or set fail_on_missing: false.');
    return { steps: [], expected: state };
  }
  if (lookup.sha256 === sha256) return { steps: [], expected: state };
  return {
    steps: [
      {
        action: 'fetch',
        where: 'controller',
        title: `fetch ${path}`,
        args: { path, target: lookup.target, sha256 },
        changes: [change(lookup.target, lookup.sha256 === null ? null : 'another file', `${size} bytes`)],
        undo: {
          action: 'put-back',
          title: lookup.sha256 === null ? `remove ${lookup.target}` : `put ${lookup.target} back`,
          args: { target: lookup.target, sha256, kept: null, made: null, done: false },
        },
        timeout: 1_800,
      },
    ],
    expected: state,
  };
}
