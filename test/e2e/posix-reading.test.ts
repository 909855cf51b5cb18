import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { shells } from '../worker/posix-shell.ts';
import { modulesInShell } from './modules-in-shell.ts';

/** Names that a shell or a program may take for something else. */
const names = ['plain.txt', 'a b', 'it\'s "x"', 'two\nlines', '-n', '$HOME', '*', 'ä€😀.log', ' x '];

describe.each(shells)('stat, slurp, fetch and ping where sh is %s', (_name, program) => {
  const here = mkdtempSync(join(tmpdir(), 'gorun-reading-'));
  afterAll(async () => {
    rmSync(here, { recursive: true });
  });
  const { at, task } = modulesInShell(program, here);

  it('gives back what was sent', async () => {
    expect((await task('ping', { data: 'a "b"\nä' })).result).toEqual({ ping: 'a "b"\nä' });
  });

  it.each(names)('tells what is at %j', async (name) => {
    writeFileSync(at(name), 'hello');
    chmodSync(at(name), 0o640);
    utimesSync(at(name), 1_000_000_000, 1_100_000_000);
    const { result } = await task('stat', { path: at(name) });
    expect(result).toMatchObject({
      stat: {
        exists: true,
        path: at(name),
        isreg: true,
        isdir: false,
        islnk: false,
        size: 5,
        mode: '0640',
        uid: process.getuid?.(),
        mtime: 1_100_000_000,
        atime: 1_000_000_000,
        filename: name,
        checksum: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
      },
    });
    const read = await task('slurp', { src: at(name) });
    expect(read.result).toMatchObject({ content: 'aGVsbG8=', size: 5 });
    const fetched = await task('fetch', { src: at(name), dest: join(here, 'got'), flat: true });
    expect(fetched.status).toMatch(/ok|changed/);
    expect(readFileSync(join(here, 'got'), 'utf8')).toBe('hello');
  });

  it.each(['sha1', 'sha384', 'sha512', 'md5'])('computes %s', async (algorithm) => {
    writeFileSync(at('sum'), 'x');
    const { result } = await task('stat', { path: at('sum'), checksum_algorithm: algorithm });
    const { createHash } = await import('node:crypto');
    expect(result).toMatchObject({ stat: { checksum: createHash(algorithm).update('x').digest('hex') } });
  });

  it('tells a link as a link, and what it leads to where that is asked for', async () => {
    mkdirSync(at('folder'));
    symlinkSync('folder', at('link'));
    symlinkSync('nowhere', at('lost'));
    const stat = async (path: string, follow = false) =>
      (await task('stat', { path: at(path), follow })).result?.stat;
    expect(await stat('link')).toMatchObject({ islnk: true, isdir: false, lnk_target: 'folder' });
    expect(await stat('link/', true)).toMatchObject({ islnk: false, isdir: true, path: at('link') });
    expect(await stat('lost')).toMatchObject({ exists: true, islnk: true, lnk_target: 'nowhere' });
    expect(await stat('lost', true)).toEqual({ exists: false, path: at('lost') });
    expect(await stat('none')).toEqual({ exists: false, path: at('none') });
  });

  it('reads bytes as they are, and files of /proc, which have no size', async () => {
    const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * 7) % 256));
    writeFileSync(at('bytes'), bytes);
    const { result } = await task('slurp', { src: at('bytes') });
    expect(Buffer.from(String(result?.content), 'base64').equals(bytes)).toBe(true);
    const proc = await task('slurp', { src: '/proc/sys/kernel/ostype' });
    expect(proc.result).toMatchObject({ content: Buffer.from('Linux\n').toString('base64'), size: 6 });
  });

  it('refuses what is too large, no file, or not there', async () => {
    expect(await task('slurp', { src: at('bytes'), max_bytes: 99_999 })).toMatchObject({
      status: 'refused',
      message: expect.stringContaining('100000 bytes'),
    });
    expect((await task('slurp', { src: at('folder') })).message).toContain('is a folder');
    expect((await task('slurp', { src: at('none') })).message).toContain('there is no file');
    expect((await task('fetch', { src: at('none'), dest: here })).message).toContain('there is no file');
    await expect(task('slurp', { src: '/dev/zero' })).rejects.toThrow(/is no file/);
  });
});
