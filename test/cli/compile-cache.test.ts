import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
});
