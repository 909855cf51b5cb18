import { bareVersion } from '../../src/go/cache.ts';
import { commandOnPath, folderAt, isWhole, rootOf, staleGoroots } from '../../src/go/find.ts';
import { sameFolder } from '../../src/path-list/entry.ts';
import type { VerifyParams } from './params.ts';
import { compiled, type FailedPoint, isVersion, ranCommand, shown } from './runs.ts';
import type { WindowsVerifyState } from './state.ts';

/** What is asked of a Windows host. */
type Wanted = VerifyParams & { readonly arch: string };

/** Every point that fails on a Windows host, not only the first. Pure. */
export function windowsPoints(params: VerifyParams, state: WindowsVerifyState): readonly FailedPoint[] {
  const wanted = { ...params, arch: params.arch ?? 'amd64' };
  return [
    ...installed(wanted, state),
    ...onPath(wanted, state),
    // Before what go says: a stale GOROOT is why it says nothing else.
    ...goroot(state),
    ...reported(wanted, state),
    ...twins(wanted, state),
    ...compiled(params, state.compile),
    ...ranCommand(params, state.command),
  ];
}

function installed({ version, arch }: Wanted, { go }: WindowsVerifyState): FailedPoint[] {
  const own = go.products.filter((product) => product.arch === arch);
  const wanted = own.find((product) => isVersion(product.version, version));
  if (wanted === undefined) {
    const seen = own.length === 0 ? 'none' : own.map((product) => product.version).join(', ');
    return [{ point: `Go ${version} ${arch} is installed`, seen, fix: 'Install it with msi_install.' }];
  }
  if (isWhole(go, wanted)) return [];
  const folder = wanted.installDir === null ? undefined : folderAt(go, wanted.installDir);
  const seen =
    folder === undefined
      ? `nothing at ${wanted.installDir ?? 'an unknown folder'}`
      : `VERSION ${folder.version ?? 'is missing'}, go.exe ${folder.exe ? 'is there' : 'is missing'} in ${folder.path}`;
  return [{ point: 'the files of the product are there', seen, fix: 'msi_install installs it again.' }];
}

function onPath({ version, arch }: Wanted, { go }: WindowsVerifyState): FailedPoint[] {
  const command = commandOnPath(go);
  if (command === undefined)
    return [{ point: 'PATH finds go', seen: 'nothing', fix: 'Add the bin folder of Go with env_path.' }];
  const product = go.products.find((one) => one.arch === arch && isVersion(one.version, version));
  if (product?.installDir == null || sameFolder(rootOf(command.file), product.installDir)) return [];
  return [
    {
      point: `PATH finds the go of ${product.installDir}`,
      seen: command.file,
      fix: `Take ${command.entry} out of PATH with env_path, or put ${product.installDir}\\bin before it.`,
    },
  ];
}

function reported({ version, arch }: Wanted, { reported: run }: WindowsVerifyState): FailedPoint[] {
  if (run === null) return [];
  const point = `go version says go${bareVersion(version)} windows/${arch}`;
  const found = /^go version go(\S+) windows\/(\S+)/m.exec(run.output);
  if (run.exitCode === 0 && found && isVersion(found[1] ?? null, version) && found[2] === arch) return [];
  return [{ point, seen: shown(run), fix: 'See which go PATH finds, and whether its files are whole.' }];
}

function goroot({ go }: WindowsVerifyState): FailedPoint[] {
  return staleGoroots(go).map(({ scope, value, why }) => ({
    point: `GOROOT of the ${scope} is not set, or right`,
    seen: `${value} (${why})`,
    fix: 'Remove the variable: Go finds its own root.',
  }));
}

function twins({ version, arch, allow_twins }: Wanted, { go }: WindowsVerifyState): FailedPoint[] {
  if (allow_twins) return [];
  return go.products
    .filter((product) => product.arch !== arch || !isVersion(product.version, version))
    .filter((product) => product.arch !== arch || go.products.filter((one) => one.arch === arch).length > 1)
    .map((product) => ({
      point: 'no other Go is installed',
      seen: `Go ${product.version} ${product.arch} at ${product.installDir ?? 'an unknown folder'}`,
      fix: 'Uninstall it (msi_install, state: absent), or say allow_twins: true.',
    }));
}
