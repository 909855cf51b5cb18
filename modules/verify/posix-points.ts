import { bareVersion } from '../../src/go/cache.ts';
import { posixCommand, posixGoOnPath, posixStaleGoroots, realPath } from '../../src/go/posix-find.ts';
import type { PosixGoFolder } from '../../src/go/posix-state.ts';
import type { VerifyParams } from './params.ts';
import { compiled, type FailedPoint, isVersion, ranCommand, shown } from './runs.ts';
import type { PosixVerifyState } from './state.ts';

/** What is asked of a POSIX host. */
interface Wanted {
  readonly version: string;
  readonly arch: string;
  readonly allow_twins: boolean;
}

/** Every point that fails on a POSIX host, not only the first. Pure. */
export function posixPoints(params: VerifyParams, state: PosixVerifyState): readonly FailedPoint[] {
  const wanted = { ...params, arch: params.arch ?? state.go.system.arch };
  return [
    ...there(wanted, state),
    ...onPath(wanted, state),
    // Before what go says: a stale GOROOT is why it says nothing else.
    ...goroot(state),
    ...reported(wanted, state),
    ...twins(wanted, state),
    ...compiled(params, state.compile),
    ...ranCommand(params, state.command),
  ];
}

const isWanted = ({ version, arch, exe }: PosixGoFolder, wanted: Wanted): boolean =>
  exe && arch === wanted.arch && isVersion(version, wanted.version);

function there(wanted: Wanted, { go }: PosixVerifyState): FailedPoint[] {
  if (go.folders.some((folder) => isWanted(folder, wanted))) return [];
  const point = `Go ${wanted.version} ${wanted.arch} is installed`;
  const broken = go.folders.find((one) => !one.exe && isVersion(one.version, wanted.version));
  if (broken !== undefined)
    return [{ point, seen: `bin/go is missing in ${broken.path}`, fix: 'go_archive installs it again.' }];
  const whole = go.folders.filter(({ exe, link }) => exe && link === null);
  const seen = whole.map(({ version, arch, path }) => `${version ?? 'unknown'} ${arch ?? ''} in ${path}`);
  return [{ point, seen: seen.join(', ') || 'none', fix: 'Install it with go_archive.' }];
}

function onPath(wanted: Wanted, { go }: PosixVerifyState): FailedPoint[] {
  const command = posixCommand(go);
  if (command === undefined)
    return [
      {
        point: 'PATH of a new login finds go',
        seen: 'nothing',
        fix: 'Add the bin folder of Go with env_path.',
      },
    ];
  const found = posixGoOnPath(go);
  const own = go.folders.filter((folder) => isWanted(folder, wanted));
  const [first] = own;
  if (first === undefined || (found !== undefined && own.some((one) => realPath(one) === realPath(found))))
    return [];
  return [
    {
      point: `PATH finds the go of ${first.path}`,
      seen: command.file,
      fix: `Put ${first.path}/bin before it with env_path (position: first).`,
    },
  ];
}

function goroot({ go }: PosixVerifyState): FailedPoint[] {
  return posixStaleGoroots(go).map(({ scope, value, why }) => ({
    point: `GOROOT of the ${scope} is not set, or right`,
    seen: `${value} (${why})`,
    fix: `Take it out of ${scope === 'user' ? '~/.profile' : '/etc/profile.d or /etc/environment'}: Go finds its own root.`,
  }));
}

function reported(
  { version, arch }: Wanted,
  { go: { system }, reported: run }: PosixVerifyState,
): FailedPoint[] {
  if (run === null) return [];
  const platform = `${system.os}/${arch === 'armv6l' ? 'arm' : arch}`;
  const found = /^go version go(\S+) (\S+)/m.exec(run.output);
  if (run.exitCode === 0 && found && isVersion(found[1] ?? null, version) && found[2] === platform) return [];
  return [
    {
      point: `go version says go${bareVersion(version)} ${platform}`,
      seen: shown(run),
      fix: 'See which go PATH finds, and whether its files are whole.',
    },
  ];
}

/** Other Gos that PATH finds behind the first; what lies elsewhere, as versions side by side do, is nobody's trap. */
function twins(wanted: Wanted, { go }: PosixVerifyState): FailedPoint[] {
  if (wanted.allow_twins) return [];
  const [first, ...others] = new Map(go.commands.map((one) => [one.root ?? one.file, one])).values();
  if (first === undefined) return [];
  return others.flatMap(({ root, file }) => {
    const folder = go.folders.find(({ path }) => path === root);
    // A second copy of the wanted one misleads nobody.
    if (folder !== undefined && isWanted(folder, wanted)) return [];
    const from = folder?.package ?? null;
    return [
      {
        point: 'PATH finds no other Go',
        seen: `Go ${folder?.version ?? 'of no known version'} at ${file}${from === null ? '' : ` (package ${from})`}`,
        fix: `Remove ${from === null ? 'it' : `the package ${from}`}, or say allow_twins: true.`,
      },
    ];
  });
}
