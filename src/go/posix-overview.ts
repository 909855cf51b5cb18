import type { JsonObject } from '../json.ts';
import { posixCommand, posixGoOnPath, posixStaleGoroots, realPath } from './posix-find.ts';
import type { PosixGoState } from './posix-state.ts';

/** The variable `go` of a POSIX host: the same names as on Windows, wherever they have a meaning. Pure. */
export function posixGoOverview(state: PosixGoState): JsonObject {
  const command = posixCommand(state);
  const found = posixGoOnPath(state);
  const roots = new Set(state.commands.map(({ root }) => root));
  return {
    found: command !== undefined,
    version: found?.version ?? null,
    arch: found?.arch ?? null,
    path: command?.file ?? null,
    root: found?.path ?? command?.root ?? null,
    installed: state.folders
      .filter(({ exe, link }) => exe && link === null)
      .map((one) => ({
        version: one.version,
        arch: one.arch,
        install_dir: one.path,
        whole: one.version !== null,
        package: one.package,
      })),
    folders: state.folders.map((folder) => ({
      path: folder.path,
      link: folder.link,
      version: folder.version,
      arch: folder.arch,
      go_exe: folder.exe,
      on_path: roots.has(realPath(folder)),
    })),
    on_path: state.commands.map(({ scope, entry, file, root }) => ({
      scope,
      entry,
      file,
      version: state.folders.find(({ path }) => path === root)?.version ?? null,
    })),
    goroot: state.goroot,
    stale_goroot: posixStaleGoroots(state).map((one) => ({ ...one })),
    twins: roots.size > 1,
    os: state.system.os,
  };
}
