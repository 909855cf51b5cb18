/** One file of a version, as go.dev/dl/?mode=json has it. */
export interface IndexFile {
  readonly filename: string;
  readonly os: string;
  readonly arch: string;
  readonly version: string;
  readonly sha256: string;
  readonly size: number;
  readonly kind: 'archive' | 'installer' | 'source';
}

/** One version of the index. */
export interface IndexVersion {
  readonly version: string;
  readonly stable: boolean;
  readonly files: readonly IndexFile[];
}

/** Groups files by version, newest first; a beta or release candidate is not stable. Pure. */
export function versionIndex(files: readonly IndexFile[]): IndexVersion[] {
  const versions = new Map<string, IndexFile[]>();
  for (const file of files) versions.set(file.version, [...(versions.get(file.version) ?? []), file]);
  return [...versions]
    .map(([version, own]) => ({ version, stable: !/(beta|rc)/.test(version), files: own }))
    .sort((a, b) => compare(b.version, a.version));
}

function compare(a: string, b: string): number {
  const [left, right] = [numbers(a), numbers(b)];
  for (let at = 0; at < 3; at++) {
    const difference = (left[at] ?? -1) - (right[at] ?? -1);
    if (difference !== 0) return difference;
  }
  return a < b ? -1 : a > b ? 1 : 0;
}

const numbers = (version: string): number[] => (version.match(/\d+/g) ?? []).map(Number);

/** The files of an index that was read from JSON; undefined where it is none. Pure. */
export function indexFiles(value: unknown): IndexFile[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.flatMap((version: unknown) =>
    typeof version === 'object' && version !== null && 'files' in version && Array.isArray(version.files)
      ? version.files.filter(isIndexFile)
      : [],
  );
}

function isIndexFile(value: unknown): value is IndexFile {
  if (typeof value !== 'object' || value === null) return false;
  const texts = ['filename', 'os', 'arch', 'version', 'sha256', 'kind'];
  const entries = new Map(Object.entries(value));
  return (
    texts.every((name) => typeof entries.get(name) === 'string') && typeof entries.get('size') === 'number'
  );
}
