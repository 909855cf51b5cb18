import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { project } from './project.ts';

const main = join(import.meta.dirname, '../../src/cli/main.ts');

// A process of its own: here it is Node that reads the modules, not the test runner.
test.each([
  ['as npm init writes it', { 'package.json': '{ "type": "commonjs" }' }],
  ['that says nothing', { 'package.json': '{}' }],
  ['that is not there', {}],
])('a module in TypeScript is read with a package.json %s', async (_, files) => {
  const one = await project(files);
  await one.type('module', 'new', 'my_typed');
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, 'modules', 'my_typed'], {
    cwd: one.cwd,
    encoding: 'utf8',
  });
  expect({ status, stdout, stderr }).toEqual({
    status: 0,
    stdout: expect.stringContaining('my_typed'),
    stderr: '',
  });
});
