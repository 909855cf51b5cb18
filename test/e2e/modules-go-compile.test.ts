import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { goCrossCompile } from '../../lab/build/go-compiler.ts';
import { buildOnce } from '../../lab/build/once.ts';
import { run as runHere } from '../../lab/process/run.ts';
import { type GoHost, goHost } from './go-host.ts';
import { ModuleRunner } from './module-runner.ts';

const goDir = 'C:\\Program Files\\Go';
const version = '1.20.14';
let host: GoHost;
let run: ModuleRunner;

/** The lab's Go has no compiler: it gets Debian's, built for Windows once (45 s), and the sources that a small program needs. */
beforeAll(async () => {
  host = await goHost('modules-go-compile');
  run = new ModuleRunner(host.session);
  const toolchain = join(host.places.builds, `toolchain-go${version}`);
  await buildOnce(toolchain, async (temporary) => {
    const tools = join(temporary, 'pkg/tool/windows_amd64');
    await mkdir(tools, { recursive: true });
    for (const tool of ['compile', 'link', 'asm', 'buildid']) {
      const output = join(tools, `${tool}.exe`);
      await goCrossCompile(host.places, {
        output,
        what: `cmd/${tool}`,
        arch: 'amd64',
        buildVersion: `go${version}`,
      });
    }
    const root = (await runHere('go', ['env', 'GOROOT'])).stdout.trim();
    await cp(join(root, 'pkg/include'), join(temporary, 'pkg/include'), {
      recursive: true,
      dereference: true,
    });
    const windows = { PATH: process.env.PATH, HOME: process.env.HOME, GOOS: 'windows', GOARCH: 'amd64' };
    const listed = await runHere('go', ['list', '-deps', '-f', '{{.ImportPath}}', 'runtime'], {
      env: windows,
    });
    for (const name of listed.stdout.trim().split('\n'))
      await cp(join(root, 'src', name), join(temporary, 'src', name), {
        recursive: true,
        dereference: true,
      });
  });
  await cp(toolchain, host.here(goDir), { recursive: true });
});
afterAll(() => host.close());

test('a small program compiles and runs with a whole Go', async () => {
  expect(await run.task('verify', { version, compile: true })).toMatchObject({ status: 'ok' });
});

test('a file left over from an older version is found by compiling, and said', async () => {
  await writeFile(
    host.here(`${goDir}\\src\\runtime\\left_over.go`),
    'package runtime\n\nfunc printnl() {}\n',
  );
  const end = await run.task('verify', { version, compile: true });
  expect(end).toMatchObject({
    status: 'refused',
    detail: { points: [{ point: 'a small program compiles and runs' }] },
  });
  expect(end.message).toContain('redeclared');
  expect(end.fix).toContain('Files of an older version');
});
