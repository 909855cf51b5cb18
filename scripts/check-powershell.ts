/**
 * Holds all PowerShell that ships against Windows PowerShell 5.1 and .NET Framework 4.6.2: syntax, types, members,
 * commands. The checker first proves itself on its fixtures, which it must refuse exactly where they say so.
 */
import { readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { findModuleFolders } from '../src/module/load/find-folders.ts';
import { loadModule } from '../src/module/load/load-modules.ts';
import { usedOn } from '../src/module/script/read-scripts.ts';
import { fixtureProblems } from './powershell-check/fixture-problems.ts';
import { type Problem, runChecker, type Unit } from './powershell-check/run-checker.ts';

const root = resolve(import.meta.dirname, '..');
const windows = join(root, 'src', 'worker', 'windows');
const fixtures = join(root, 'scripts', 'powershell-check', 'fixtures');

function scriptsIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ps1'))
    .map((name) => join(folder, name));
}

/** What runs together on a host: the worker; each module with the libraries that it uses. */
async function shippedUnits(): Promise<readonly Unit[]> {
  const worker = scriptsIn(join(windows, 'worker'));
  const libraries = scriptsIn(join(windows, 'lib'));
  const modules = await Promise.all(
    (await findModuleFolders(join(root, 'modules'))).map((one) => loadModule(one)),
  );
  const ofModules = modules.flatMap(({ definition, folder }): Unit[] => {
    if (definition.kind !== 'host' || folder === undefined || !definition.platforms.includes('windows'))
      return [];
    const uses = usedOn('windows', definition.uses).map((name) => join(windows, 'lib', `${name}.ps1`));
    const files = [...uses, join(folder, 'windows.ps1')];
    return [{ name: `module ${definition.name} and what it uses`, files, also: worker }];
  });
  return [
    { name: 'the worker', files: worker, also: [] },
    { name: 'the libraries', files: libraries, also: worker },
    ...ofModules,
  ];
}

function told({ file, line, column, message }: Problem): string {
  return `${relative(root, file)}:${line}:${column}: ${message}`;
}

const fixtureFiles = scriptsIn(fixtures);
const units = await shippedUnits();
const own = fixtureFiles.map((file): Unit => ({ name: 'the fixture', files: [file], also: [] }));
const problems = await runChecker([...units, ...own]);
const shipped = problems.filter(({ file }) => !fixtureFiles.includes(file));
const wrongFixtures = fixtureProblems(
  fixtureFiles,
  problems.filter(({ file }) => fixtureFiles.includes(file)),
);
for (const problem of wrongFixtures) console.error(`the check itself: ${told(problem)}`);
for (const problem of shipped) console.error(told(problem));
const count = new Set(units.flatMap(({ files }) => files)).size;
if (shipped.length + wrongFixtures.length === 0)
  console.log(`${count} scripts are within Windows PowerShell 5.1 and .NET Framework 4.6.2`);
process.exit(shipped.length + wrongFixtures.length === 0 ? 0 : 1);
