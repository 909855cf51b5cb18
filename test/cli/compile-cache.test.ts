import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { compileCacheFolder, keepCompiledCode } from '../../src/cli/compile-cache.ts';

const folder = mkdtempSync(join(tmpdir(), 'gorun-compiled-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('compiled code', () => {
  it('is kept below XDG_CACHE_HOME, else in the home', () => {
    expect(compileCacheFolder({ XDG_CACHE_HOME: '/cache' })).toBe(join('/cache', 'gorun', 'compiled'));
    expect(compileCacheFolder({ HOME: '/home/me' })).toBe(join('/home/me', '.cache', 'gorun', 'compiled'));
    expect(compileCacheFolder({})).toBeUndefined();
  });

  it('is kept in a folder of one’s own', () => {
    const own = join(folder, 'a', 'b');
    expect(keepCompiledCode(own)).toBe(true);
    expect(statSync(own).mode & 0o777).toBe(0o700);
  });

  it('is not kept where others may write', () => {
    chmodSync(folder, 0o777);
    expect(keepCompiledCode(folder)).toBe(false);
  });

  it('is not kept where no folder can be made', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(keepCompiledCode(join(folder, 'file', 'below'))).toBe(false);
  });

  it('is taken whatever command came before, though V8 is set up for each in its own way', () => {
    const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
    const start = (...argv: string[]) => {
      const env = { PATH: process.env.PATH, HOME: join(folder, 'home'), NODE_DEBUG_NATIVE: 'COMPILE_CACHE' };
      const { stderr } = spawnSync(process.execPath, [main, ...argv], { cwd: folder, env, encoding: 'utf8' });
      return { accepted: /was accepted/.test(stderr), rejected: /was rejected/.test(stderr) };
    };
    writeFileSync(join(folder, 'play.yml'), '- hosts: all\n  tasks: [{ ping: }]\n');
    mkdirSync(join(folder, 'home'));
    const commands = [
      ['inventory', '-i', 'localhost,', '--list'],
      ['playbook', 'play.yml', '-i', 'localhost,', '--syntax-check'],
    ];
    for (const argv of commands) start(...argv);
    for (const argv of commands) expect(start(...argv)).toEqual({ accepted: true, rejected: false });
  });
});
