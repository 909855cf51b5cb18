import { Type } from 'typebox';
import type { Json } from '../json.ts';
import { parseAs } from '../module/check/parse-as.ts';
import type { ResourceId } from '../module/contract.ts';
import { anyOf, predictedOf } from '../module/resources.ts';
import { realPath } from './posix-find.ts';
import { LoginPath, type PosixGoFolder, type PosixGoState } from './posix-state.ts';

/** All folders with a Go on a POSIX host: who puts one there changes it. Its value are the folders as they will be. */
export const goFoldersId: ResourceId = 'go:folders';

/** The PATH of a new login, with that of the machine in it. */
export const loginPathId: ResourceId = 'env:login:PATH';

/** The resources that say_go reads. */
export const posixGoResources: readonly ResourceId[] = [
  goFoldersId,
  loginPathId,
  // A Go may be in any folder of PATH, which is made by many files.
  anyOf('file'),
  anyOf('env'),
];

const Text = Type.Union([Type.String(), Type.Null()]);

/** A Go that is, or will be, in a folder; without a version: none will be there. */
export const GoFolderResource = Type.Array(
  Type.Object({ path: Type.String(), link: Text, version: Text, arch: Text }),
);

const folders = parseAs(GoFolderResource);
const loginPath = parseAs(LoginPath);

/**
 * The state of Go on a host once the predicted resources are as given: folders that will be there, and which go PATH finds. The very
 * state where nothing of it is predicted. Pure.
 */
export function foreseePosixGo(state: PosixGoState, predicted: ReadonlyMap<ResourceId, Json>): PosixGoState {
  const coming = predictedOf(predicted, goFoldersId);
  const path = predictedOf(predicted, loginPathId);
  if (coming === undefined && path === undefined) return state;
  const said = coming === undefined ? [] : folders(coming);
  const made = said
    .filter(({ version }) => version !== null)
    .map((one): PosixGoFolder => ({ ...one, exe: true, package: null }));
  const all = [...made, ...state.folders.filter((old) => !said.some((one) => one.path === old.path))];
  const next = { ...state, folders: all, path: path === undefined ? state.path : loginPath(path) };
  return { ...next, commands: commandsOf(next, state) };
}

/** Which go PATH will find: of the folders known, and of commands elsewhere that were seen. */
function commandsOf(next: PosixGoState, before: PosixGoState): PosixGoState['commands'] {
  return next.path.login.flatMap((entry) => {
    const scope = next.path.machine.includes(entry) ? 'machine' : 'user';
    const folder = next.folders.find(({ path, exe }) => exe && entry === `${path}/bin`);
    if (folder !== undefined) return [{ scope, entry, file: `${entry}/go`, root: realPath(folder) }];
    // Of a folder that was there and will not be, PATH finds nothing.
    if (before.folders.some(({ path }) => entry === `${path}/bin`)) return [];
    const seen = before.commands.find((command) => command.entry === entry);
    return seen === undefined ? [] : [seen];
  });
}
