import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findModuleFolders } from '../../src/module/load/find-folders.ts';
import { loadModule } from '../../src/module/load/load-modules.ts';
import { openWorkerSession } from '../../src/worker/client/open-worker-session.ts';
import { shells } from '../worker/posix-shell.ts';
import { ModuleRunner } from './module-runner.ts';
import { modulesInShell } from './modules-in-shell.ts';

/** What a shell, a JSON reader or a terminal may take for something else. */
const awkward = [
  '',
  ' both ends ',
  'a "quoted" \\back\\ \'single\'',
  'two\nlines\n',
  '$HOME `id` $(id) * ? [a] ~ ; | & > <',
  'äöü € 😀',
  '\u0001\u001b[31m\u007f',
  '-n',
  '--',
  '%s %d \\0101',
];

const modules = join(import.meta.dirname, '../../modules');

describe.each(shells)('command and shell where sh is %s', (_name, program) => {
  const on = modulesInShell(program);
  const { at, task } = on;

  it('hands arguments over byte for byte', async () => {
    const { status, result } = await task('command', { argv: ['printf', '<%s>', ...awkward] });
    expect(status).toBe('changed');
    expect(result).toMatchObject({
      rc: 0,
      stderr: '',
      truncated: false,
      stdout: awkward.map((one) => `<${one}>`).join(''),
    });
  });

  it('hands the standard input over, and an empty one where there is none', async () => {
    const stdin = `${awkward.join('\n')}\n`;
    const given = await task('command', { argv: ['cat'], stdin });
    expect(given.result).toMatchObject({ stdout: stdin });
    const none = await task('command', { argv: ['cat'] });
    expect(none.result).toMatchObject({ rc: 0, stdout: '' });
  });

  it('runs one program after another in one request', async () => {
    const names = ['one', 'two', 'three'];
    const ends = await Promise.all(names.map((word) => task('command', { argv: ['printf', word] })));
    expect(ends.map(({ result }) => result?.stdout)).toEqual(names);
  });

  it('starts programs in the folder that is given', async () => {
    const { result } = await task('command', { cmd: 'pwd', chdir: on.host.folder });
    expect(result).toMatchObject({ stdout: `${on.host.folder}\n` });
    const missing = await task('command', { cmd: 'pwd', chdir: at('none') });
    expect(missing).toMatchObject({ status: 'failed', message: expect.stringContaining('does not exist') });
  });

  it.each([
    ['a function of the worker', 'Fail'],
    ['a library’s function', 'say_text'],
    ['a program that is not there', 'gorun-no-such-program'],
  ])('takes %s for no program', async (_, name) => {
    const end = await task('command', { argv: [name, 'x'] });
    expect(end).toMatchObject({ status: 'failed', message: `${name} is not found in PATH` });
  });

  it('says that what is part of a shell is no program', async () => {
    const end = await task('command', { cmd: 'cd /tmp' });
    expect(end).toMatchObject({ status: 'failed', fix: 'Use the module shell.' });
  });

  it('takes another exit code for a failure, and tells all that was said', async () => {
    const end = await task('shell', { cmd: 'echo out; echo "the last words" >&2; exit 3' });
    expect(end).toMatchObject({
      status: 'failed',
      message: expect.stringContaining('ended with exit code 3: the last words'),
      detail: { rc: 3, stdout: 'out\n', stderr: 'the last words\n' },
    });
    const fine = await task('shell', { cmd: 'exit 3', ok_codes: [0, 3] });
    expect(fine).toMatchObject({ status: 'changed', result: { rc: 3 } });
  });

  it('tells of a program that a signal ended', async () => {
    const end = await task('shell', { cmd: 'kill -s KILL $$' });
    expect(end).toMatchObject({ status: 'failed', message: expect.stringMatching(/exit code (137|265)/) });
  });

  it('shows bytes that are no text as far as they are', async () => {
    const { result } = await task('shell', { cmd: "printf 'a\\000b\\377c'" });
    expect(result).toMatchObject({ stdout: 'ab\ufffdc' });
  });

  it('keeps the first MiB of a very long output, and nothing of it fills memory or disk', async () => {
    const { result } = await task('shell', {
      cmd: 'head -c 100000000 /dev/zero | tr "\\000" x; echo >&2',
    });
    expect(result).toMatchObject({ truncated: true, stderr: '\n' });
    expect(String(result?.stdout)).toHaveLength(1_048_576);
    expect(existsSync(join(on.host.state, 'tmp'))).toBe(true);
  });

  it('keeps nothing of what a program has said', async () => {
    await task('command', { argv: ['printf', 'hidden-word'] });
    const kept = spawnSync('grep', ['-r', 'hidden-word', join(on.host.state, 'tmp')], { encoding: 'utf8' });
    expect(kept).toMatchObject({ status: 1, stdout: '' });
  });

  it('leaves no files behind when its worker has ended', async () => {
    const session = await openWorkerSession(on.host, 'here');
    const before = readdirSync(join(on.host.state, 'tmp'));
    await new ModuleRunner(session).task('command', { argv: ['true'] });
    expect(readdirSync(join(on.host.state, 'tmp'))).toHaveLength(before.length + 1);
    await session.close();
    expect(readdirSync(join(on.host.state, 'tmp'))).toEqual(before);
  });

  it('shows no word of a program that a former one has left behind', async () => {
    const first = await task('shell', { cmd: '(sleep 3; echo late; echo later >&2) & echo first' });
    const second = await task('shell', { cmd: 'sleep 2; echo second' });
    expect(first.result).toMatchObject({ stdout: 'first\n', stderr: '' });
    expect(second.result).toMatchObject({ stdout: 'second\n', stderr: '' });
  });

  it('does not wait for what a script leaves in the background', async () => {
    const began = performance.now();
    const { result } = await task('shell', {
      cmd: 'sleep 60 & echo $! >"$1"; echo started',
      args: [at('pid')],
    });
    process.kill(Number(readFileSync(at('pid'), 'utf8')));
    expect(result).toMatchObject({ stdout: 'started\n' });
    expect(performance.now() - began).toBeLessThan(20_000);
  });

  it('is ended with all that it has started when its time is over; what it said so far is told', async () => {
    const folder = (await findModuleFolders(modules)).find(({ name }) => name === 'shell');
    if (folder === undefined) throw new Error('there is no module shell');
    const script = (await loadModule(folder)).scripts.posix;
    const cmd = 'echo begun; sleep 300 & echo $! >"$1"; wait';
    const args = { cmd, args: [at('sleeping')], executable: '/bin/sh', ok_codes: [0] };
    const [end] = await on.session.exchange([
      { script, fn: 'Apply', args: { action: 'run', args }, timeout: 1 },
    ]);
    expect(end).toMatchObject({ ok: false, error: { kind: 'timeout', detail: { output: 'begun' } } });
    const sleeping = `/proc/${readFileSync(at('sleeping'), 'utf8').trim()}/stat`;
    await expect
      .poll(() => existsSync(sleeping) && !/\) Z /.test(readFileSync(sleeping, 'utf8')))
      .toBe(false);
    expect((await task('command', { argv: ['true'] })).status).toBe('changed');
  });

  it('is ready at once where nothing is left behind', async () => {
    const { result } = await task('command', { argv: ['true'] });
    expect(Number(result?.ms)).toBeLessThan(1_000);
  });

  it('gives a script its arguments and its input, and shows its text to nobody', async () => {
    const { result } = await task('shell', {
      cmd: 'secret=hidden-word\nprintf "<%s>" "$@"; cat; tr "\\000" " " </proc/$$/cmdline; env | grep -c hidden-word',
      args: awkward,
      stdin: 'in\n',
      ok_codes: [1],
    });
    const stdout = String(result?.stdout);
    expect(stdout).toContain(`${awkward.map((one) => `<${one}>`).join('')}in\n`);
    expect(stdout).not.toContain('hidden-word');
    expect(stdout).toMatch(/0\n$/);
  });

  it('takes the shell that is named', async () => {
    const { result } = await task('shell', { cmd: 'a=(one two); echo $a', executable: '/bin/bash' });
    expect(result).toMatchObject({ stdout: 'one\n' });
  });

  it('takes a script back by its undo', async () => {
    const end = await task('shell', {
      cmd: 'echo x >"$1"',
      undo: 'rm -f -- "$1"',
      args: [at('a file')],
      creates: at('a file'),
    });
    expect(readFileSync(at('a file'), 'utf8')).toBe('x\n');
    await end.undo();
    expect(existsSync(at('a file'))).toBe(false);
  });

  it('runs nothing where what it creates is there', async () => {
    expect((await task('command', { argv: ['false'], creates: on.host.folder })).status).toBe('ok');
    expect((await task('shell', { cmd: 'false', removes: at('none') })).status).toBe('ok');
    rmSync(at('pid'), { force: true });
  });
});
