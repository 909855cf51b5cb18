import { parseAs, type Static, Type } from 'gorun/module';
import { GoState } from '../../src/go/state.ts';
import { MsiPackage } from '../../src/module/msi-package.ts';

const Text = Type.Union([Type.String(), Type.Null()]);

const schema = Type.Object({
  go: GoState,
  /** The installer to be run; expanded path. */
  source: Type.Object({
    path: Type.String(),
    exists: Type.Boolean(),
    size: Type.Integer(),
    sha256: Text,
    package: Type.Union([MsiPackage, Type.Null()]),
  }),
  /** Packages that could bring an installed product back, best first. */
  ways: Type.Array(
    Type.Object({
      productCode: Type.String(),
      from: Type.Union([Type.Literal('cache'), Type.Literal('kept'), Type.Literal('installer')]),
      path: Type.String(),
      size: Type.Integer(),
      package: MsiPackage,
    }),
  ),
});

/** What the probe of msi_install sees. */
export type InstallState = Static<typeof schema>;

export const parseInstallState = parseAs(schema);
