import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCases } from '../../src/module/cases/read-cases.ts';
import { runCase } from '../../src/module/cases/run-case.ts';
import type { LoadedModule } from '../../src/module/contract.ts';
import { findModuleFolders } from '../../src/module/load/find-folders.ts';
import { loadModule } from '../../src/module/load/load-modules.ts';

const modules = await Promise.all(
  (await findModuleFolders(join(import.meta.dirname, '../../modules'))).map(async (folder) => ({
    ...folder,
    cases: await readCases(folder.folder),
  })),
);

describe.each(modules)('module $name', (module) => {
  let loaded: Promise<LoadedModule> | undefined;

  test('has cases', () => {
    expect(module.cases).not.toEqual([]);
  });

  test.each(module.cases)('$name', async (one) => {
    loaded ??= loadModule(module);
    expect((await runCase(await loaded, one)).join('\n')).toBe('');
  });
});
