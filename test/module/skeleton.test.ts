import { expect, test } from 'vitest';
import { readCases } from '../../src/module/cases/read-cases.ts';
import { runCase } from '../../src/module/cases/run-case.ts';
import { findModuleFolders } from '../../src/module/load/find-folders.ts';
import { loadModule } from '../../src/module/load/load-modules.ts';
import { writeModuleSkeleton } from '../../src/module/skeleton/write-skeleton.ts';
import { folderOf } from './fixture-folder.ts';

test.each([{ script: false }, { script: true }])('the cases of a new module pass (%o)', async (options) => {
  const folder = await folderOf({});
  const files = await writeModuleSkeleton(folder, 'my_file', options);
  expect(files).toHaveLength(3);
  const [found] = await findModuleFolders(folder);
  if (found === undefined) throw new Error('no module');
  const module = await loadModule(found);
  const cases = await readCases(found.folder);
  expect(cases.length).toBeGreaterThan(2);
  for (const one of cases) expect(await runCase(module, one)).toEqual([]);
});

test('a folder that is there is never written into', async () => {
  const folder = await folderOf({ 'mine/notes.txt': 'mine' });
  await expect(writeModuleSkeleton(folder, 'mine')).rejects.toThrow('is there already');
});

test('a name that no playbook could write is refused', async () => {
  await expect(writeModuleSkeleton('/nowhere', '../evil')).rejects.toThrow(
    '"../evil" cannot be the name of a module.',
  );
});
