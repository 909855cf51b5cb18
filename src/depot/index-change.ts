import { compareGoVersions } from '../go-version/compare.ts';
import type { DepotFile, DepotIndex } from './index-file.ts';

/** The index with files added; a file of the same name is replaced. Newest version first, as go.dev has it. */
export function withFiles(index: DepotIndex, added: readonly DepotFile[]): DepotIndex {
  const names = new Set(added.map(({ filename }) => filename));
  const files = [
    ...index.flatMap((version) => version.files).filter(({ filename }) => !names.has(filename)),
    ...added,
  ];
  const versions = [...new Set(files.map(({ version }) => version))].sort((a, b) => compareGoVersions(b, a));
  return versions.map((version) => ({
    version,
    stable: !/(?:beta|rc)\d+$/.test(version),
    files: files
      .filter((file) => file.version === version)
      .sort((a, b) => (a.filename < b.filename ? -1 : a.filename > b.filename ? 1 : 0)),
  }));
}

/** What go.dev shows without `include=all`: the newest release of the two newest minor versions. */
export function newestReleases(index: DepotIndex): DepotIndex {
  const seen = new Set<string>();
  return index.filter(({ version, stable }) => {
    const minor = /^go\d+\.\d+/.exec(version)?.[0] ?? version;
    if (!stable || seen.has(minor) || seen.size === 2) return false;
    seen.add(minor);
    return true;
  });
}
