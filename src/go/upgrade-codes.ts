/** The processors that Go has Windows installers for. */
export type GoArch = '386' | 'amd64' | 'arm' | 'arm64';

const codes: Readonly<Record<GoArch, string>> = {
  '386': '{1C3114EA-08C3-11E1-9095-7FCA4824019B}',
  amd64: '{22EA7650-4AC6-4001-BF29-F4B8775DB1C0}',
  // arm shares amd64's: golang/build, windowsmsi.go.
  arm: '{22EA7650-4AC6-4001-BF29-F4B8775DB1C0}',
  arm64: '{21ADE9A3-3FDD-4BA6-BEA6-C85ABADC9488}',
};

/** The UpgradeCode of Go's installers for a processor, in braces. */
export const upgradeCodeOf = (arch: GoArch): string => codes[arch];

/** Every UpgradeCode of Go. */
export const upgradeCodes: readonly string[] = [...new Set(Object.values(codes))];
