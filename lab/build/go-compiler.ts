import { join } from 'node:path';
import type { LabPlaces } from '../places.ts';
import { run } from '../process/run.ts';

/** One program to be compiled, for Windows where nothing else is said. */
export interface GoCompile {
  readonly output: string;
  /** A package: `.` or `cmd/go`. */
  readonly what: string;
  readonly os?: 'windows' | 'linux';
  readonly arch: 'amd64' | '386';
  readonly cwd?: string;
  /** What `runtime.Version()` is to say. */
  readonly buildVersion?: string;
  /** Go's `-overlay` file: sources replaced for this build. */
  readonly overlay?: string;
}

/** Compiles with Debian's Go. The first build compiles the standard library (40 to 60 s), each later one links (1 s). */
export async function goCrossCompile(places: LabPlaces, compile: GoCompile): Promise<void> {
  const version =
    compile.buildVersion === undefined ? '' : ` -X runtime.buildVersion=${compile.buildVersion}`;
  const overlay = compile.overlay === undefined ? [] : ['-overlay', compile.overlay];
  const flags = ['-trimpath', `-ldflags=-s -w${version}`, ...overlay];
  await run('go', ['build', ...flags, '-o', compile.output, compile.what], {
    ...(compile.cwd === undefined ? {} : { cwd: compile.cwd }),
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      GOOS: compile.os ?? 'windows',
      GOARCH: compile.arch,
      CGO_ENABLED: '0',
      GOFLAGS: '',
      GOPROXY: 'off',
      GOTOOLCHAIN: 'local',
      GOCACHE: join(places.builds, 'go-cache'),
    },
  });
}
