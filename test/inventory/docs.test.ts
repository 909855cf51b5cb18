import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCommandLine } from '../../src/cli/run-command-line.ts';
import { fakeOutput } from '../report/fake-output.ts';

// What docs/inventory.md shows is so.
const page = await readFile(join(import.meta.dirname, '../../docs/inventory.md'), 'utf8');
let cwd: string;

function block(language: string): string {
  const found = new RegExp(`\n\`\`\`${language}\n([^]*?)\`\`\``).exec(page)?.[1];
  if (found === undefined) throw new Error(`docs/inventory.md has no block of ${language}`);
  return found;
}

async function gorun(...argv: string[]): Promise<string> {
  const [out, err] = [fakeOutput(160), fakeOutput(160)];
  const exit = await runCommandLine({ out, err, isTTY: false, cwd, env: {}, argv });
  expect([exit, err.text()]).toEqual(['success', '']);
  return out.text();
}

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'gorun-docs-'));
  await writeFile(join(cwd, 'hosts.yml'), block('yaml'));
  await writeFile(join(cwd, 'hosts.ini'), block('ini'));
  await writeFile(join(cwd, 'script'), `#!/bin/sh\ncat <<'EOF'\n${block('json')}EOF\n`);
  await chmod(join(cwd, 'script'), 0o755);
});
afterAll(() => rm(cwd, { recursive: true }));

it('the two forms of the example are the same inventory', async () => {
  const [yaml, ini] = await Promise.all([
    gorun('inventory', '-i', 'hosts.yml', '--list'),
    gorun('inventory', '-i', 'hosts.ini', '--list'),
  ]);
  expect(JSON.parse(yaml)).toEqual(JSON.parse(ini));
});

it('the tree is what gorun prints', async () => {
  const [command = '', ...tree] = block('console').trimEnd().split('\n');
  expect(await gorun(...command.replace('$ gorun ', '').split(' '))).toBe(`${tree.join('\n')}\n`);
});

it('the JSON of the script is an inventory', async () => {
  const list = JSON.parse(await gorun('inventory', '-i', './script', '--list'));
  expect(list._meta.hostvars).toEqual({ web1: { ansible_host: '10.0.0.2', http_port: 8080 } });
});
