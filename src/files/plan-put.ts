import type { Plan, Refusal } from '../module/contract.ts';
import { refuse } from '../module/define.ts';
import { attributeChanges, perhapsDiffer, withAttributes } from './attributes.ts';
import { joinedPath } from './host-path.ts';
import { leftBy } from './put-leaves.ts';
import { type Needed, nothing, type PutOrder, type PutWork } from './put-order.ts';
import type { PutState } from './put-state.ts';
import { putSteps } from './put-steps.ts';
import { attributesProblem, placeProblem } from './rights.ts';

/** Decides which folders are made and which files are put in place. */
export function planPut(order: PutOrder, state: PutState): Plan<PutState> | Refusal {
  const { wanted, force } = order;
  const problem = problemOf(order, state);
  if (problem !== undefined) return problem;
  const entryOf = (index: number) => state.entries[index] ?? nothing;
  const folders = wanted.folders.filter((_, index) => entryOf(index).kind === null);
  const needed = wanted.files.flatMap((file, index) => {
    const before = entryOf(wanted.folders.length + index);
    if (before.kind !== null && (!force || before.sha256 === file.sha256)) return [];
    return [{ file, before }];
  });
  const lax = laxFiles(order, state, needed);
  const work = { folders, needed, lax };
  const left = leftBy(order, state, work);
  const isPut = folders.length > 0 || needed.length > 0;
  if (!isPut && lax.length === 0) return { steps: [], expected: state, leaves: left.leaves };
  const forbidden = forbiddenPart(order, state, work);
  if (forbidden !== undefined) return forbidden;
  const perhaps = !isPut && lax.every(({ before }) => perhapsDiffer(order.attributes ?? {}, before));
  return {
    steps: putSteps(order, state, work),
    expected: expectedOf(order, state),
    ...left,
    ...(perhaps ? { perhaps } : {}),
  };
}

/** Files that hold what they are to hold, but belong to somebody else or have other rights. */
function laxFiles(
  { wanted, attributes = {} }: PutOrder,
  state: PutState,
  needed: readonly Needed[],
): readonly Needed[] {
  return wanted.files.flatMap((file, index) => {
    const before = state.entries[wanted.folders.length + index] ?? nothing;
    if (before.kind !== 'file' || needed.some((one) => one.file === file)) return [];
    return attributeChanges(attributes, before).length === 0 ? [] : [{ file, before }];
  });
}

/** Why the account may not do it. */
function forbiddenPart(
  { wanted, attributes = {} }: PutOrder,
  state: PutState,
  { folders, needed, lax }: PutWork,
): Refusal | undefined {
  const made = folders.map((path) => state.entries[wanted.folders.indexOf(path)] ?? nothing);
  const problems = [
    ...made.map((found) => placeProblem(found, state)),
    ...needed.map(({ before }) => placeProblem(before, state, attributes)),
    ...lax.map(({ file, before }) =>
      attributesProblem(joinedPath(state.root, file.path), before, state, attributes),
    ),
  ];
  return problems.find((problem) => problem !== undefined);
}

function problemOf({ wanted }: PutOrder, state: PutState): Refusal | undefined {
  if (state.obstacle !== null)
    return refuse(`${state.obstacle} is a file, so nothing can be put below it`, 'Choose another `dest`.');
  if (state.kind === 'file' && state.root !== state.dest)
    return refuse(`${state.dest} is a file; a folder is needed there`, 'Choose another `dest`.');
  const paths = [...wanted.folders, ...wanted.files.map(({ path }) => path)];
  const wrong = paths.findIndex((_, index) => {
    const { kind } = state.entries[index] ?? nothing;
    return kind !== null && kind !== (index < wanted.folders.length ? 'folder' : 'file');
  });
  if (wrong < 0) return undefined;
  const path = joinedPath(state.root, paths[wrong] ?? '');
  return wrong < wanted.folders.length
    ? refuse(`${path} is a file; a folder is needed there`, 'Choose another `dest`.')
    : refuse(`${path} is a folder`, 'Give `dest` the path of a file.');
}

function expectedOf({ wanted, force, attributes = {} }: PutOrder, state: PutState): PutState {
  const isFolder = state.root !== state.dest || wanted.folders.length > 0;
  return {
    ...state,
    kind: isFolder ? 'folder' : 'file',
    missing: 0,
    entries: [
      ...wanted.folders.map(() => ({ ...nothing, kind: 'folder' as const })),
      ...wanted.files.map(({ size, sha256 }, index) => {
        const before = state.entries[wanted.folders.length + index] ?? nothing;
        const keeps = before.kind !== null && !force;
        if (keeps || before.sha256 === sha256) return withAttributes(before, attributes);
        return withAttributes(
          { ...before, kind: 'file' as const, size, sha256, text: null },
          attributes,
          true,
        );
      }),
    ],
  };
}
