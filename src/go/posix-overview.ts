import type { JsonObject } from '../json.ts';
import { posixCommand, posixGoOnPath, posixStaleGoroot } from './posix-find.ts';
import type { PosixGoState } from './posix-state.ts';

/** The variable `go` of a POSIX host: the same names as on Windows, wherever they have a meaning. Pure. */
export function posixGoOverview(state: PosixGoState): JsonObject {
  const command = posixCommand(state);
  const found = posixGoOnPath(state);
  const stale = posixStaleGoroot(state);
  const whole = state.folders.filter(({ exe, link }) => exe && link === null);
  return {
    found: command !== undefined,
    version: found?.version ?? null,
    arch: found?.arch ?? null,
    path: command?.file ?? null,
    root: found?.path ?? command?.root ?? null,
    installed: whole.map(({ path, version, arch }) => ({ version, arch, install_dir: path, whole: true })),
    folders: state.folders.map(({ path, link, version, arch, exe }) => ({
      path,
      link,
      version,
      arch,
      go_exe: exe,
      on_path: path === found?.path,
    })),
    on_path: state.commands.map(({ entry, file, root }) => ({ scope: 'login', entry, file, root })),
    goroot: state.goroot,
    stale_goroot: stale === undefined ? [] : [{ scope: 'login', ...stale }],
    twins: whole.length > 1,
    os: state.system.os,
  };
}
