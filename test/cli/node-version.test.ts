import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nodeTooOld } from '../../src/cli/node-version.ts';

const main = join(import.meta.dirname, '../../src/cli/main.ts');

test.each(['22.18.0', '22.20.1', '24.0.0', '26.1.0'])('it runs under Node %s', (version) => {
  expect(nodeTooOld(version)).toBeUndefined();
});

test.each(['20.20.2', '22.17.9', '18.0.0'])('Node %s is too old', (version) => {
  expect(nodeTooOld(version)).toContain(`this is ${version}`);
});

test('the limit is the one of package.json', () => {
  const { engines } = JSON.parse(readFileSync(join(main, '../../../package.json'), 'utf8'));
  expect(nodeTooOld('0.0.0')).toContain(`Node.js ${engines.node.replace('>=', '')} or newer`);
});

test('under an older Node one message says so, with the exit code of what is missing', () => {
  const old = 'Object.defineProperty(process.versions, "node", { value: "20.20.2" })';
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(old)}`, main, '--version'],
    { encoding: 'utf8' },
  );
  expect({ status, stdout, stderr }).toEqual({
    status: 8,
    stdout: '',
    stderr: expect.stringMatching(
      /^gorun: Node\.js 22\.18 or newer is needed; this is 20\.20\.2.*\n {2}fix: .*\n$/,
    ),
  });
});

// An import that an old Node lacks ends the program before its first line: no message could be given.
test('what the program loads first names no function of a new Node', () => {
  const text = readFileSync(main, 'utf8');
  expect(text).not.toMatch(/^import \{.*from 'node:module'/m);
});
