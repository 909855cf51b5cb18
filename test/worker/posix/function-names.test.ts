import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');

/** Function name -> the file that defines it, of the files of a pattern. */
function functionsOf(pattern: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const file of globSync(pattern, { cwd: root }))
    for (const [, name = ''] of readFileSync(join(root, file), 'utf8').matchAll(/^([A-Za-z_]\w*)\(\)/gm))
      found.set(name, file);
  return found;
}

// A worker defines them once and modules anew: a module that takes a library's name takes it away from all that follow.
test('no script of a module defines a function that the worker or a library has', () => {
  const shared = functionsOf('src/worker/posix/{lib,worker}/*.sh');
  const taken = [...functionsOf('modules/*/posix.sh')].filter(([name]) => shared.has(name));
  expect(taken.map(([name, file]) => `${name} of ${file} is that of ${shared.get(name)}`)).toEqual([]);
});

test('no two of the worker and the libraries define the same function', () => {
  const seen = new Map<string, string>();
  const doubled: string[] = [];
  for (const file of globSync('src/worker/posix/{lib,worker}/*.sh', { cwd: root }))
    for (const name of functionsOf(file).keys()) {
      const other = seen.get(name);
      if (other !== undefined) doubled.push(`${name} of ${file} is that of ${other}`);
      seen.set(name, file);
    }
  expect(doubled).toEqual([]);
});
