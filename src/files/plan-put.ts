import type { Json } from '../json.ts';
import { change } from '../module/changes.ts';
import type { Plan, Refusal, ResourceId, Step } from '../module/contract.ts';
import { refuse } from '../module/define.ts';
import { type FileResource, fileId } from '../module/resources.ts';
import {
  type Attributes,
  attributeArgs,
  attributeChanges,
  perhapsDiffer,
  putAnew,
  withAttributes,
} from './attributes.ts';
import { contentChange } from './content-change.ts';
import { fileThere, folderThere, nothingThere, owned } from './file-resource.ts';
import { foldersAbove, joinedPath } from './host-path.ts';
import { type PutState, putTouches } from './put-state.ts';
import { attributesProblem, placeProblem } from './rights.ts';
import { contentArgs, type Wanted, type WantedFile } from './wanted.ts';

/** What is wanted where. */
export interface PutOrder {
  /** As the playbook says. */
  readonly dest: string;
  readonly wanted: Wanted;
  /** Files that are there and differ are replaced. */
  readonly force: boolean;
  /** What is in them is never shown. */
  readonly hidden: boolean;
  /** POSIX hosts: whose the files are to be, and who may do what with them. */
  readonly attributes?: Attributes;
  /** A program that looks at each file before it gets its name. */
  readonly validate?: readonly string[];
}

/** Its part of an order. */
export const validating = ({ validate }: { readonly validate?: readonly string[] }) =>
  validate === undefined ? {} : { validate };

/** Characters of Base64 in one step. */
const largestStep = 350_000;
const mostFilesInStep = 200;

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
  const left = leftBy(order, state, { folders, needed, lax });
  const isPut = folders.length > 0 || needed.length > 0;
  if (!isPut && lax.length === 0) return { steps: [], expected: state, leaves: left.leaves };
  const forbidden = forbiddenPart(order, state, folders, needed, lax);
  if (forbidden !== undefined) return forbidden;
  const perhaps = !isPut && lax.every(({ before }) => perhapsDiffer(order.attributes ?? {}, before));
  const sent = needed.flatMap(({ file }) => (file.data === null ? [file] : []));
  return {
    steps: [
      ...(sent.length === 0 ? [] : [sendStep(sent)]),
      ...(isPut ? putSteps(order, state, folders, needed, sent) : []),
      ...(lax.length === 0 ? [] : [attributeStep(order, state, lax)]),
    ],
    expected: expectedOf(order, state),
    ...left,
    ...(perhaps ? { perhaps } : {}),
  };
}

type Before = PutState['entries'][number];

interface Needed {
  readonly file: WantedFile;
  readonly before: Before;
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
  folders: readonly string[],
  needed: readonly Needed[],
  lax: readonly Needed[],
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

function attributeStep({ attributes = {} }: PutOrder, { root }: PutState, lax: readonly Needed[]): Step {
  const what =
    lax.length === 1 ? joinedPath(root, lax[0]?.file.path ?? '') : `${lax.length} files in ${root}`;
  return {
    action: 'attributes',
    title: `set mode and owner of ${what}`,
    args: {
      files: lax.map(({ file }) => ({ path: joinedPath(root, file.path), ...attributeArgs(attributes) })),
    },
    changes: lax.flatMap(({ file, before }) => attributeChanges(attributes, before, file.path)),
    undo: {
      action: 'attributes',
      title: `set mode and owner of ${what} as they were`,
      args: {
        files: lax.map(({ file, before: { mode = null, owner = null, group = null } }) => ({
          path: joinedPath(root, file.path),
          mode,
          owner,
          group,
        })),
      },
    },
    timeout: 60,
  };
}

const nothing: Before = { kind: null, size: null, sha256: null, text: null };

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

function sendStep(sent: readonly WantedFile[]): Step {
  const size = sent.reduce((sum, file) => sum + file.size, 0);
  const what = sent.length === 1 ? 'a file' : `${sent.length} files`;
  return {
    action: 'send',
    where: 'controller',
    title: `send ${what} (${(size / 1e6).toFixed(1)} MB)`,
    args: { files: sent.map(({ file, sha256 }) => ({ file, sha256 })) },
    changes: [change('sent', null, `${size} bytes`)],
    undo: {
      action: 'forget',
      title: 'remove what was sent',
      args: { sha256: sent.map(({ sha256 }) => sha256) },
    },
    timeout: 1_800,
  };
}

function putSteps(
  { dest, wanted, hidden, attributes, validate }: PutOrder,
  { root }: PutState,
  folders: readonly string[],
  needed: readonly Needed[],
  sent: readonly WantedFile[],
): readonly Step[] {
  const parts = inParts(needed);
  return parts.map((part, index) => {
    const made = index === 0 ? folders : [];
    return {
      action: 'put',
      title: titleOf(root, wanted, made, part),
      args: {
        dest,
        name: wanted.name,
        into: wanted.into,
        folders: [...made],
        files: part.map(({ file: { path, sha256, data } }) => ({
          path,
          sha256,
          ...(hidden ? { data } : contentArgs(data)),
          ...(attributes === undefined ? {} : attributeArgs(attributes)),
        })),
        ...(validate === undefined ? {} : { validate: [...validate] }),
        sent: index === parts.length - 1 ? sent.map(({ sha256 }) => sha256) : [],
      },
      changes: [
        ...made.map((path) => change(path === '' ? root : path, null, 'folder')),
        ...part.flatMap(({ file, before }) => [
          contentChange(file.path || 'content', before, file, hidden),
          ...attributeChanges(attributes ?? {}, before, file.path),
        ]),
      ],
      undo: { action: 'put-back', title: `put ${root} back as it was`, args: { made: [], done: [] } },
      timeout: 600,
    };
  });
}

/** At least one part, for the folders. */
function inParts(needed: readonly Needed[]): readonly (readonly Needed[])[] {
  const parts: Needed[][] = [[]];
  let size = 0;
  for (const one of needed) {
    const length = one.file.data?.length ?? 0;
    const last = parts.at(-1);
    if (
      last !== undefined &&
      (last.length === 0 || (size + length <= largestStep && last.length < mostFilesInStep))
    ) {
      last.push(one);
      size = last.length === 1 ? length : size + length;
    } else {
      parts.push([one]);
      size = length;
    }
  }
  return parts;
}

function titleOf(root: string, wanted: Wanted, folders: readonly string[], part: readonly Needed[]): string {
  const [only] = part;
  if (wanted.folders.length === 0 && only !== undefined)
    return `${only.before.kind === null ? 'write' : 'replace'} ${root}`;
  const said = [
    ...(folders.length > 0 ? [counted(folders.length, 'folder')] : []),
    ...(part.length > 0 ? [counted(part.length, 'file')] : []),
  ];
  return `put ${said.join(' and ')} into ${root}`;
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;

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

interface Work {
  readonly folders: readonly string[];
  readonly needed: readonly Needed[];
  readonly lax: readonly Needed[];
}

/** Every touched resource as it will be, and those that stay as they are. */
function leftBy(
  order: PutOrder,
  state: PutState,
  { folders, needed, lax }: Work,
): Required<Pick<Plan, 'leaves' | 'spares'>> {
  const { dest, wanted, attributes = {} } = order;
  const root = joinedPath(dest, state.root === state.dest ? '' : (wanted.name ?? ''));
  const isFile = wanted.folders.length === 0 && state.root === state.dest;
  const idOf = (path: string) => fileId(joinedPath(root, path));
  const made = foldersAbove(dest).slice(0, state.missing).map(fileId);
  const known = new Map<ResourceId, Json>([
    ...made.map((id): [ResourceId, Json] => [id, folderThere]),
    ...(state.kind === null ? [[fileId(joinedPath(dest, '')), folderThere] as const] : []),
    ...folders.map((path): [ResourceId, Json] => [idOf(path), folderThere]),
    ...needed.map(({ file, before }): [ResourceId, Json] => [
      idOf(file.path),
      owned(
        fileThere(file.size, file.sha256),
        withAttributes({ ...putAnew(before, state.account), kind: 'file' }, attributes, true),
      ),
    ]),
    ...lax.map(({ file, before }): [ResourceId, Json] => [
      idOf(file.path),
      owned(rightsOnly(before), withAttributes(before, attributes)),
    ]),
  ]);
  const others = putTouches(dest, wanted).filter((id) => !known.has(id));
  // Below what is a file, or will be, is nothing.
  const below = isFile ? others.filter((id) => id === fileId(joinedPath(dest, wanted.name ?? ''))) : [];
  return {
    leaves: {
      ...Object.fromEntries(known),
      ...Object.fromEntries(below.filter((id) => id !== fileId(root)).map((id) => [id, nothingThere])),
    },
    spares: others.filter((id) => !below.includes(id) || id === fileId(root)),
  };
}

/** A file that gets other rights, and stays what it is. */
const rightsOnly = ({ size, sha256, foreseen }: Before): FileResource => ({
  exists: true,
  size,
  sha256,
  ...(foreseen ? {} : { asFound: true }),
});
