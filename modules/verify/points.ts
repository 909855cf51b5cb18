import { bareVersion } from '../../src/go/cache.ts';
import { commandOnPath, folderAt, isWhole, rootOf, staleGoroots } from '../../src/go/find.ts';
import { compareGoVersions } from '../../src/go-version/compare.ts';
import { sameFolder } from '../../src/path-list/entry.ts';
import type { VerifyParams } from './params.ts';
import type { ProgramRun, VerifyState } from './state.ts';

/** One thing that is not as it should be. */
export interface FailedPoint {
  readonly point: string;
  readonly seen: string;
  readonly fix: string;
}

/** Every point that fails, not only the first. Pure. */
export function failedPoints(params: VerifyParams, state: VerifyState): readonly FailedPoint[] {
  return [
    ...installed(params, state),
    ...onPath(params, state),
    // Before what go says: a stale GOROOT is why it says nothing else.
    ...goroot(state),
    ...reported(params, state),
    ...twins(params, state),
    ...compiled(params, state),
    ...command(params, state),
  ];
}

const isVersion = (seen: string | null, wanted: string): boolean =>
  seen !== null && compareGoVersions(seen, bareVersion(wanted)) === 0;

function installed({ version, arch }: VerifyParams, { go }: VerifyState): FailedPoint[] {
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

function onPath({ version, arch }: VerifyParams, { go }: VerifyState): FailedPoint[] {
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

function reported({ version, arch }: VerifyParams, { reported: run }: VerifyState): FailedPoint[] {
  if (run === null) return [];
  const point = `go version says go${bareVersion(version)} windows/${arch}`;
  const found = /^go version go(\S+) windows\/(\S+)/m.exec(run.output);
  if (run.exitCode === 0 && found && isVersion(found[1] ?? null, version) && found[2] === arch) return [];
  return [{ point, seen: shown(run), fix: 'See which go PATH finds, and whether its files are whole.' }];
}

function goroot({ go }: VerifyState): FailedPoint[] {
  return staleGoroots(go).map(({ scope, value, why }) => ({
    point: `GOROOT of the ${scope} is not set, or right`,
    seen: `${value} (${why})`,
    fix: 'Remove the variable: Go finds its own root.',
  }));
}

function twins({ version, arch, allow_twins }: VerifyParams, { go }: VerifyState): FailedPoint[] {
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

function compiled({ compile }: VerifyParams, { compile: run }: VerifyState): FailedPoint[] {
  if (!compile || run === null || (run.exitCode === 0 && run.output.includes('gorun compiled this')))
    return [];
  const fix = run.output.includes('redeclared')
    ? 'Files of an older version are left in the folder of Go: uninstall, remove the folder, install.'
    : 'See the output of the compiler.';
  return [{ point: 'a small program compiles and runs', seen: shown(run), fix }];
}

function command({ command: asked }: VerifyParams, { command: run }: VerifyState): FailedPoint[] {
  if (asked === undefined) return [];
  const name = asked.argv.join(' ');
  if (run === null)
    return [{ point: `${name} runs`, seen: `${asked.argv[0]} is not found`, fix: 'See PATH.' }];
  const isExpected = asked.expect === undefined || run.output.includes(asked.expect);
  if (!run.timedOut && run.exitCode === asked.exit_code && isExpected) return [];
  const wish = asked.expect === undefined ? `ends with ${asked.exit_code}` : `says “${asked.expect}”`;
  return [{ point: `${name} ${wish}`, seen: shown(run), fix: 'See its output.' }];
}

function shown({ exitCode, timedOut, output }: ProgramRun): string {
  if (timedOut) return `no end within its time; so far: ${output.trim().slice(-300) || 'nothing'}`;
  const said = output.trim().slice(-500) || 'nothing';
  return exitCode === 0 ? said : `exit code ${exitCode}: ${said}`;
}
