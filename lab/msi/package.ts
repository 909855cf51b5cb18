/** Go's own UpgradeCodes, from golang/build's windowsmsi.go. */
export const UPGRADE_CODES = {
  '386': '1C3114EA-08C3-11E1-9095-7FCA4824019B',
  amd64: '22EA7650-4AC6-4001-BF29-F4B8775DB1C0',
} as const;

/** The architectures that lab packages are made for. */
export type MsiArch = keyof typeof UPGRADE_CODES;

/** How a package goes wrong on purpose. */
export type MsiDefect = 'fails-midway' | 'cut-short' | 'other-product';

/** One MSI of the lab. */
export interface MsiPackage {
  /** With Go's prefix, as Go writes it: `go1.21.13`. */
  readonly version: string;
  readonly arch: MsiArch;
  readonly defect?: MsiDefect;
}

/** The name that Go's download page gives it. */
export const msiFilename = (version: string, arch: string): string => `${version}.windows-${arch}.msi`;

/** ProductVersion as Go's installers have it: `1.N.P`. */
export function productVersion(version: string): string {
  const match = /^go1\.(\d+)(?:\.(\d+))?/.exec(version);
  if (match === null) throw new Error(`not a Go version: ${version}`);
  return `1.${match[1]}.${match[2] ?? '0'}`;
}

/** What VERSION holds: one line without a newline up to Go 1.20, a second line with the time from 1.21 on. */
export function versionFile(version: string): string {
  const minor = Number(/^go1\.(\d+)/.exec(version)?.[1] ?? '0');
  return minor >= 21 ? `${version}\ntime 2024-01-09T18:24:04Z\n` : version;
}
