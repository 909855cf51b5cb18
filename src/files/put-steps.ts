import { change } from '../module/changes.ts';
import type { Step } from '../module/contract.ts';
import { attributeArgs, attributeChanges } from './attributes.ts';
import { contentChange } from './content-change.ts';
import { joinedPath } from './host-path.ts';
import type { Needed, PutOrder, PutWork } from './put-order.ts';
import type { PutState } from './put-state.ts';
import { contentArgs, type Wanted, type WantedFile } from './wanted.ts';

/** Characters of Base64 in one step. */
const largestStep = 350_000;
const mostFilesInStep = 200;

/** The steps that do the work of an order. */
export function putSteps(
  order: PutOrder,
  state: PutState,
  { folders, needed, lax }: PutWork,
): readonly Step[] {
  const sent = needed.flatMap(({ file }) => (file.data === null ? [file] : []));
  return [
    ...(sent.length === 0 ? [] : [sendStep(sent)]),
    ...(folders.length > 0 || needed.length > 0 ? placeSteps(order, state, folders, needed, sent) : []),
    ...(lax.length === 0 ? [] : [attributeStep(order, state, lax)]),
  ];
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

function placeSteps(
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
