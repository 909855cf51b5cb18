/** What the name of one of Go's files says. */
export interface GoFileName {
  /** `go1.21.13`, as the index has it. */
  readonly version: string;
  readonly os: string;
  readonly arch: string;
  readonly kind: 'archive' | 'installer' | 'source';
}

const pattern =
  /^(?<version>go\d+\.\d+(?:\.\d+)?(?:(?:beta|rc)\d+)?)\.(?:src|(?<os>[a-z0-9]+)-(?<arch>[a-z0-9]+))\.(?<ending>msi|pkg|zip|tar\.gz)$/;

/** Reads a name like `go1.21.13.windows-amd64.msi` or `go1.21.13.src.tar.gz`; undefined where it is none. */
export function parseGoFileName(name: string): GoFileName | undefined {
  const groups = pattern.exec(name)?.groups;
  if (!groups) return undefined;
  const { version = '', os = '', arch = '', ending = '' } = groups;
  if (os === '') return ending === 'tar.gz' ? { version, os, arch, kind: 'source' } : undefined;
  return { version, os, arch, kind: ending === 'msi' || ending === 'pkg' ? 'installer' : 'archive' };
}
