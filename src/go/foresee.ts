import type { Json } from '../json.ts';
import { parseAs } from '../module/check/parse-as.ts';
import type { ResourceId } from '../module/contract.ts';
import {
  anyOf,
  PathResource,
  ProductResource,
  pathId,
  predictedOf,
  productsId,
} from '../module/resources.ts';
import { folderKey, sameFolder } from '../path-list/entry.ts';
import { rootOf } from './find.ts';
import type { GoCommand, GoFolder, GoProduct, GoState } from './state.ts';
import { upgradeCodes } from './upgrade-codes.ts';

const products = parseAs(ProductResource);
const path = parseAs(PathResource);

/** What a product code is while it is only predicted: the package alone knows it. */
export const unknownProductCode = '(known after the installation)';

/** The resources that Get-GoState reads: also files in all folders of PATH and where a Go may be, and GOROOT. */
export const goResources: readonly ResourceId[] = [
  ...upgradeCodes.map(productsId),
  pathId('machine'),
  pathId('user'),
  anyOf('file'),
  anyOf('env'),
];

/**
 * The state of Go on a host once the predicted resources are as given: products, their folders, PATH, and which go it
 * finds. The very state where nothing of it is predicted. Pure.
 */
export function foreseeGo(state: GoState, predicted: ReadonlyMap<ResourceId, Json>): GoState {
  const installed = upgradeCodes.reduce((seen, code) => withProducts(seen, code, predicted), state);
  const machine = predictedOf(predicted, pathId('machine'));
  const user = predictedOf(predicted, pathId('user'));
  const seen = {
    ...installed,
    path: {
      machine: machine === undefined ? state.path.machine : path(machine),
      user: user === undefined ? state.path.user : path(user),
    },
  };
  return seen.folders === state.folders && machine === undefined && user === undefined
    ? seen
    : { ...seen, commands: commandsOf(seen) };
}

function withProducts(state: GoState, code: string, predicted: ReadonlyMap<ResourceId, Json>): GoState {
  const value = predictedOf(predicted, productsId(code));
  if (value === undefined) return state;
  const former = state.products.filter((product) => product.upgradeCode === code);
  const installed = products(value);
  const next = installed.map((one): GoProduct => {
    const same = former.find((old) => old.version === one.version && old.arch === one.arch);
    return {
      upgradeCode: code,
      productCode: same?.productCode ?? unknownProductCode,
      name: `Go Programming Language ${one.arch} go${one.version}`,
      version: one.version,
      arch: one.arch,
      installDir: one.installDir,
      package: same?.package ?? null,
    };
  });
  // A product that is not whole has the files that were seen.
  const made = installed
    .filter(({ whole }) => whole)
    .map(({ installDir: root, version, arch }): GoFolder => ({ path: root, exe: true, version, arch }));
  const isOwned = (folder: GoFolder) => next.some((one) => sameFolder(one.installDir ?? '', folder.path));
  const wasOwned = (folder: GoFolder) => former.some((one) => sameFolder(one.installDir ?? '', folder.path));
  const kept = state.folders.filter(
    (folder) =>
      (isOwned(folder) || !wasOwned(folder)) && !made.some((one) => sameFolder(one.path, folder.path)),
  );
  return {
    ...state,
    products: [...state.products.filter((product) => product.upgradeCode !== code), ...next],
    folders: [...made, ...kept],
  };
}

/** Which go PATH finds: of the folders known, and of commands elsewhere (a shim) that were seen. */
function commandsOf(state: GoState): GoCommand[] {
  const roots = new Map(
    state.folders.filter(({ exe }) => exe).map(({ path: root }) => [folderKey(`${root}\\bin`), root]),
  );
  const isInstalledGo = (file: string) => /\\bin\\go\.exe$/i.test(file);
  const elsewhere = new Map(
    state.commands
      .filter(({ file }) => !isInstalledGo(file) || roots.has(folderKey(`${rootOf(file)}\\bin`)))
      .map((command) => [folderKey(command.file.replace(/\\[^\\]*$/, '')), command.file]),
  );
  return (['machine', 'user'] as const).flatMap((scope) =>
    state.path[scope].entries.flatMap((entry) => {
      const key = folderKey(entry.expanded);
      const root = roots.get(key);
      const file = root === undefined ? elsewhere.get(key) : `${root}\\bin\\go.exe`;
      return file === undefined ? [] : [{ scope, entry: entry.text, file }];
    }),
  );
}
