import { parseAs, type Static, Type } from 'gorun/module';
import { MsiPackage } from '../../src/module/msi-package.ts';

const Text = Type.Union([Type.String(), Type.Null()]);

const Product = Type.Object({
  productCode: Type.String(),
  name: Text,
  version: Text,
  /** The copy that Windows Installer keeps; null: there is none, so there is no way back. */
  package: Text,
  machine: Type.Boolean(),
});
/** A product that is installed. */
export type Product = Static<typeof Product>;

const State = Type.Object({
  administrator: Type.Boolean(),
  /** The file of `path`; null where it is an address or not given. */
  source: Type.Union([
    Type.Object({
      exists: Type.Boolean(),
      sha256: Text,
      package: Type.Union([MsiPackage, Type.Null()]),
    }),
    Type.Null(),
  ]),
  product: Type.Union([Product, Type.Null()]),
  /** Other versions of it, which the package may replace. */
  related: Type.Array(Product),
});
/** What the probe tells. */
export type PackageState = Static<typeof State>;

/** Parses what the probe tells. */
export const parsePackageState = parseAs(State);
