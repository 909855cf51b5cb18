import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommandLine } from '../../src/cli/run-command-line.ts';
import { fakeOutput } from '../report/fake-output.ts';

/** Types a command line; returns how it ended and what was seen. */
async function type(...argv: string[]): Promise<{ exit: string; out: string; err: string }> {
  const cwd = await mkdtemp(join(tmpdir(), 'gorun-cli-'));
  const [out, err] = [fakeOutput(), fakeOutput()];
  const exit = await runCommandLine({ out, err, isTTY: false, cwd, env: {}, argv });
  return { exit, out: out.text(), err: err.text() };
}

test('an unknown command ends with what was probably meant', async () => {
  expect(await type('plabook')).toMatchObject({
    exit: 'usage',
    err: expect.stringContaining('Did you mean playbook?'),
  });
});

test('an unknown flag ends with what was probably meant', async () => {
  expect(await type('playbook', 'x.yml', '--chek')).toMatchObject({
    exit: 'usage',
    err: expect.stringContaining('Did you mean --check?'),
  });
});

test.each([
  ['playbook', 'x.yml', '--forks', '0'],
  ['playbook', 'x.yml', '--forks', 'many'],
  ['playbook', 'x.yml', '--output', 'html'],
  ['playbook'],
  ['depot', 'serve', '--port', '70000'],
  ['lab', 'up', '--fault', 'win1'],
])('%s %s %s %s is a wrong command line', async (...argv) => {
  expect((await type(...argv)).exit).toBe('usage');
});

test('help goes to standard output and is no error', async () => {
  const { exit, out, err } = await type('playbook', '--help');
  expect([exit, err]).toEqual(['success', '']);
  expect(out).toContain('--check');
});

test('a playbook that is not there is named', async () => {
  expect(await type('playbook', 'no.yml')).toMatchObject({
    exit: 'playbook',
    err: expect.stringContaining('There is no playbook no.yml'),
  });
});

test('an empty depot lists nothing', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'gorun-depot-'));
  expect(await type('depot', 'list', '--dir', dir)).toMatchObject({
    exit: 'success',
    out: `0 files in ${dir}\n`,
  });
});

test('a file is added to a depot and listed', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'gorun-depot-'));
  const file = join(dir, 'go1.21.13.windows-amd64.msi');
  await writeFile(file, 'abc');
  expect((await type('depot', 'add', file, '--dir', join(dir, 'd'))).exit).toBe('success');
  expect((await type('depot', 'list', '--dir', join(dir, 'd'))).out).toContain(
    '1.21.13  windows  amd64  installer',
  );
});
