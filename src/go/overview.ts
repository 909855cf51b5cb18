import type { JsonObject } from '../json.ts';
import { sameFolder } from '../path-list/entry.ts';
import { commandOnPath, folderAt, isWhole, rootOf, staleGoroots } from './find.ts';
import type { GoState } from './state.ts';

/** The variable `go`: what go_version_fact tells of a host, made of what its probe saw. Pure. */
export function goOverview(state: GoState): JsonObject {
  const command = commandOnPath(state);
  const root = command === undefined ? undefined : rootOf(command.file);
  const found = root === undefined ? undefined : folderAt(state, root);
  const product = state.products.find(
    ({ installDir }) => root !== undefined && sameFolder(installDir ?? '', root),
  );
  const version = found?.version ?? product?.version ?? null;
  return {
    found: command !== undefined,
    version,
    arch: found?.arch ?? product?.arch ?? null,
    path: command?.file ?? null,
    root: root ?? null,
    installed: state.products.map((one) => ({
      version: one.version,
      arch: one.arch,
      install_dir: one.installDir,
      product_code: one.productCode,
      upgrade_code: one.upgradeCode,
      name: one.name,
      whole: isWhole(state, one),
      package: one.package,
    })),
    folders: state.folders.map((folder) => ({
      path: folder.path,
      version: folder.version,
      arch: folder.arch,
      go_exe: folder.exe,
      installed: state.products.some(({ installDir }) => sameFolder(installDir ?? '', folder.path)),
      on_path: state.commands.some(({ file }) => sameFolder(rootOf(file), folder.path)),
    })),
    on_path: state.commands.map(({ scope, entry, file }) => ({
      scope,
      entry,
      file,
      version: folderAt(state, rootOf(file))?.version ?? null,
    })),
    goroot: state.goroot,
    stale_goroot: staleGoroots(state),
    twins: state.products.length > 1,
    pending_reboot: state.pendingReboot,
    windows: state.windows,
    disk: { drive: state.disk.drive, free_bytes: state.disk.freeBytes },
  };
}
