import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { socketFolder } from '../../src/persist/place/folder.ts';
import { allSockets, isOwnSocket } from '../../src/persist/place/socket-path.ts';

let home: string;
let runtime: string;
const uid = process.getuid?.() ?? 0;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'gorun-home-'));
  runtime = join(home, 'runtime');
  mkdirSync(runtime, { mode: 0o700 });
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const folderOf = (env: Readonly<Record<string, string>> = {}, who: number | undefined = uid) =>
  socketFolder({ env, homeDir: home, uid: who });

describe('the folder of sockets', () => {
  it('is in XDG_RUNTIME_DIR, for its user alone', async () => {
    const folder = await folderOf({ XDG_RUNTIME_DIR: runtime });
    expect(folder).toBe(join(runtime, 'gorun'));
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('is in the cache of the user where there is no such folder, or another may enter it', async () => {
    const cached = join(home, '.cache', 'gorun', 'run');
    expect(await folderOf()).toBe(cached);
    expect(await folderOf({ XDG_RUNTIME_DIR: 'relative' })).toBe(cached);
    mkdirSync(join(runtime, 'gorun'));
    chmodSync(join(runtime, 'gorun'), 0o755);
    expect(await folderOf({ XDG_RUNTIME_DIR: runtime })).toBe(cached);
  });

  it('is no link to elsewhere, and no folder of somebody else', async () => {
    mkdirSync(join(home, 'elsewhere'), { mode: 0o700 });
    symlinkSync(join(home, 'elsewhere'), join(runtime, 'gorun'));
    expect(await folderOf({ XDG_RUNTIME_DIR: runtime })).toBe(join(home, '.cache', 'gorun', 'run'));
    await expect(folderOf({}, uid + 1)).rejects.toThrow('it belongs to somebody else');
  });

  it('has a path that a socket can have', async () => {
    const deep = join(runtime, 'x'.repeat(80));
    mkdirSync(deep);
    expect(await folderOf({ XDG_RUNTIME_DIR: deep })).toBe(join(home, '.cache', 'gorun', 'run'));
    await expect(folderOf({ XDG_CACHE_HOME: deep })).rejects.toThrow('too long');
  });
});

describe('a socket', () => {
  it('is one of this user, and nothing else in its place', async () => {
    const folder = await folderOf();
    const path = join(folder, `keeper-${'0'.repeat(16)}.sock`);
    expect(isOwnSocket(path, uid)).toBe(false);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(path, resolve));
    expect(isOwnSocket(path, uid)).toBe(true);
    expect(() => isOwnSocket(path, uid + 1)).toThrow('is not a socket of this user');
    symlinkSync(path, join(folder, 'link'));
    expect(() => isOwnSocket(join(folder, 'link'), uid)).toThrow('is not a socket of this user');
    writeFileSync(join(folder, `keeper-${'1'.repeat(16)}.sock`), '');
    expect(await allSockets({ env: {}, homeDir: home, uid })).toEqual([path]);
    await new Promise((resolve) => server.close(resolve));
  });
});
