import { defineHostModule, type JsonObject, Type } from 'gorun/module';
import { anyOf, fileId } from '../../src/module/resources.ts';
import { packageParams } from './params.ts';
import { planPackage } from './plan.ts';
import { isAddress } from './source.ts';
import { parsePackageState } from './state.ts';

export default defineHostModule({
  name: 'win_package',
  summary: 'Installs or uninstalls a product with Windows Installer.',
  description: `For any MSI; Go has a module of its own, \`msi_install\`. A product is the one of a ProductCode: that of the package, or \`product_id\`. While another installation
runs (1618) it waits within the time limit; a code that is a failure is told in words, with the lines of the log that say why.

Undo uninstalls what was installed and brings back what it had replaced, from the packages that Windows Installer keeps, copied aside before. Of a product that was
uninstalled Windows does not keep the properties it was installed with: it comes back with its own defaults. Where there is no package, a warning says that it cannot be
taken back. Values of \`arguments\` stand in msiexec’s log on the host.`,
  platforms: ['windows'],
  uses: ['process', 'registry', 'files', 'administrator', 'msi', 'msiexec', 'msi-products', 'download'],
  params: packageParams,
  returns: Type.Object({
    product_id: Type.Union([Type.String(), Type.Null()]),
    installed: Type.Boolean(),
    name: Type.Union([Type.String(), Type.Null()]),
    version: Type.Union([Type.String(), Type.Null()]),
    reboot_required: Type.Boolean({ description: 'msiexec ended with 3010 or 1641.' }),
    rc: Type.Union([Type.Integer(), Type.Null()], {
      description: 'What msiexec ended with; null where it did not run.',
    }),
    log: Type.Union([Type.String(), Type.Null()], { description: 'Its log, on the host.' }),
  }),
  examples: [
    {
      title: 'Install a package that is on the host',
      yaml: '- win_package:\n    path: C:\\packages\\agent.msi\n    arguments:\n      - INSTALLDIR=C:\\Program Files\\Agent\n      - SERVER=one.example',
    },
    {
      title: 'Uninstall by its ProductCode',
      yaml: "- win_package:\n    product_id: '{0240359E-6A4C-4884-9E94-B397A02D893C}'\n    state: absent",
    },
  ],
  probeArgs: ({ path, product_id, checksum }) => ({
    path: path === undefined || isAddress(path) ? null : path,
    product_id: product_id ?? null,
    hash: checksum !== undefined,
  }),
  parseState: parsePackageState,
  // What is installed may change by any installation.
  reads: ({ path, product_id }) => [
    anyOf('msi'),
    ...(path === undefined || isAddress(path) ? [] : [fileId(path)]),
    ...(product_id === undefined ? [] : [`msi:${product_id}`]),
  ],
  plan: planPackage,
  result: ({ params, state }, data) => resultOf(params.product_id, state.product, data),
});

function resultOf(
  given: string | undefined,
  product: { productCode: string; name: string | null; version: string | null } | null,
  [data = {}]: readonly JsonObject[],
): JsonObject {
  return {
    product_id: product?.productCode ?? given ?? null,
    installed: product !== null,
    name: product?.name ?? null,
    version: product?.version ?? null,
    reboot_required: data.rebootRequired === true,
    rc: data.exitCode ?? null,
    log: data.log ?? null,
  };
}
