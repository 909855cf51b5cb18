import { type Static, Type } from 'typebox';

const Text = Type.Union([Type.String(), Type.Null()]);

/** What Read-MsiFile of lib/msi.ps1 says about a package. */
export const MsiPackage = Type.Object({
  /** Why it cannot be used, in words; null: it can. */
  problem: Text,
  productCode: Text,
  upgradeCode: Text,
  name: Text,
  version: Text,
  /** `x64`, `Intel`, `Arm`, `Arm64`. */
  platform: Text,
});
/** What Read-MsiFile of lib/msi.ps1 says about a package. */
export type MsiPackage = Static<typeof MsiPackage>;
