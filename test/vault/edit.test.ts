import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, watch } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type Folder, folderWithKey } from './folder.ts';

const key = ['--vault-key-file', 'key'];

/** A folder with an encrypted s.yml, an editor of these shell lines, and a place for clear texts. */
async function withEditor(lines: string) {
  const folder = await folderWithKey();
  await folder.write('s.yml', 'password: canary\n');
  await folder.type(['vault', 'encrypt', 's.yml']);
  await folder.write('editor', `#!/bin/sh\n${lines}\n`, 0o700);
  await mkdir(join(folder.path, 'run'));
  const env = { EDITOR: `${join(folder.path, 'editor')} --wait`, XDG_RUNTIME_DIR: join(folder.path, 'run') };
  const sealed = await folder.read('s.yml');
  const edit = () => folder.type(['vault', 'edit', 's.yml', ...key], { env });
  return { folder, env, sealed, edit };
}

const left = (folder: Folder) => readdir(join(folder.path, 'run'));

test('what was saved is encrypted; the clear text lay where only its owner reads, and is gone', async () => {
  const { folder, edit } = await withEditor(
    'test "$1" = --wait || exit 9\nstat -c %a "$2" "$(dirname "$2")" > "$(dirname "$0")/modes"\necho "more: 1" >> "$2"',
  );
  expect(await edit()).toMatchObject({ exit: 'success', out: 's.yml: encrypted again\n' });
  expect(await folder.read('modes')).toBe('600\n700\n');
  expect(await left(folder)).toEqual([]);
  expect((await folder.type(['vault', 'view', 's.yml', ...key])).out).toBe('password: canary\nmore: 1\n');
});

test('nothing changed, nothing written', async () => {
  const { folder, sealed, edit } = await withEditor('true');
  expect((await edit()).out).toBe('s.yml: unchanged\n');
  expect(await folder.read('s.yml')).toBe(sealed);
});

test('an editor that fails leaves the file as it was', async () => {
  const { folder, sealed, edit } = await withEditor('echo broken > "$2"; exit 3');
  expect(await edit()).toMatchObject({
    exit: 'vault',
    err: expect.stringMatching(/exit code 3[\s\S]*vault\/editor/),
  });
  expect(await folder.read('s.yml')).toBe(sealed);
  expect(await left(folder)).toEqual([]);
});

test('an editor that is not there', async () => {
  const { folder, sealed, env } = await withEditor('true');
  const argv = ['vault', 'edit', 's.yml', ...key];
  const typed = await folder.type(argv, { env: { ...env, VISUAL: '/no/such/editor' } });
  expect(typed).toMatchObject({ exit: 'vault', err: expect.stringContaining('cannot be started') });
  expect(await folder.read('s.yml')).toBe(sealed);
  expect(await left(folder)).toEqual([]);
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s in the middle leaves no clear text',
  async (signal) => {
    const { folder, sealed, env } = await withEditor('touch run/ready; exec sleep 60');
    const ready = appears(join(folder.path, 'run'), 'ready');
    const child = spawn(program, ['vault', 'edit', 's.yml', ...key], {
      cwd: folder.path,
      env: { ...process.env, ...env },
      stdio: 'ignore',
    });
    const ended = once(child, 'exit');
    await ready;
    child.kill(signal);
    const [code] = await ended;
    expect(code).toBe(130);
    expect(await left(folder)).toEqual(['ready']);
    expect(await folder.read('s.yml')).toBe(sealed);
  },
);

const program: string = fileURLToPath(new URL('../../gorun', import.meta.url));

async function appears(folder: string, name: string): Promise<void> {
  for await (const event of watch(folder)) if (event.filename === name) return;
}
