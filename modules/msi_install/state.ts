import { parseAs, type Static, Type } from 'gorun/module';
import { GoState } from '../../src/go/state.ts';

const Text = Type.Union([Type.String(), Type.Null()]);

/** What Read-MsiFile of lib/msi.ps1 says about a package. */
const Package = Type.Object({
  /** Why it cannot be used, in words; null: it can. */
  problem: Text,
  productCode: Text,
  upgradeCode: Text,
  name: Text,
  version: Text,
  /** `x64`, `Intel`, `Arm`, `Arm64`. */
  platform: Text,
});

const schema = Type.Object({
  go: GoState,
  /** The installer to be run; expanded path. */
  source: Type.Object({
    path: Type.String(),
    exists: Type.Boolean(),
    size: Type.Integer(),
    sha256: Text,
    package: Type.Union([Package, Type.Null()]),
  }),
  /** Packages that could bring an installed product back, best first. */
  ways: Type.Array(
    Type.Object({
      productCode: Type.String(),
      from: Type.Union([Type.Literal('cache'), Type.Literal('kept'), Type.Literal('installer')]),
      path: Type.String(),
      size: Type.Integer(),
      package: Package,
    }),
  ),
});

/** What the probe of msi_install sees. */
export type InstallState = Static<typeof schema>;
export type MsiPackage = Static<typeof Package>;

export const parseInstallState = parseAs(schema);
