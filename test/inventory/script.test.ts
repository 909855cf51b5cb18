import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GorunErrors } from '../../src/errors/gorun-error.ts';
import { createScope } from '../../src/expression/scope.ts';
import type { LiveInventory } from '../../src/inventory/live-inventory.ts';
import { loadInventory } from '../../src/inventory/load.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gorun-script-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function load(script: string, scripts = { seconds: 10, bytes: 10_000 }, mode = 0o755) {
  const path = join(folder, 'inventory');
  await writeFile(path, script);
  await chmod(path, mode);
  return loadInventory([path], { cwd: folder, playbookFolder: folder, scripts });
}

const printing = (json: unknown) => `#!/bin/sh\ncat <<'EOF'\n${JSON.stringify(json)}\nEOF\n`;
const value = (from: LiveInventory, host: string, name: string) =>
  createScope(from.hosts.get(host)?.layers ?? []).get(name);

async function errorsOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.catch((cause: unknown) => cause);
  if (!(error instanceof GorunErrors)) return 'none';
  return error.errors.map(({ code, message }) => `${code} ${message}`).join('\n');
}

describe('an inventory script', () => {
  it('gives groups, children and variables with --list', async () => {
    const inventory = await load(
      printing({
        web: {
          hosts: ['a', 'b'],
          vars: { port: 80, url: '{{ name }}:{{ port }}', ansible_group_priority: 5 },
        },
        db: ['c'],
        site: { children: ['web', 'db'] },
        alone: { name: 'short form' },
        _meta: { hostvars: { a: { name: 'one' }, nobody: { x: 1 } } },
      }),
    );
    expect(inventory.groups.get('site')).toEqual(['a', 'b', 'c']);
    expect(value(inventory, 'a', 'url')).toBe('one:80');
    expect(value(inventory, 'alone', 'name')).toBe('short form');
    expect((await inventory.group('web'))?.priority).toBe(5);
    expect(inventory.hosts.has('nobody')).toBe(false);
  });

  it('is asked with --host for each host where it gives no _meta', async () => {
    const inventory = await load(
      '#!/bin/sh\nif [ "$1" = --list ]; then echo \'{"web": ["a", "b c"]}\'\nelif [ "$2" = a ]; then :\nelse echo "{\\"name\\": \\"$2\\"}"; fi\n',
    );
    expect(value(inventory, 'b c', 'name')).toBe('b c');
    expect(value(inventory, 'a', 'name')).toBeUndefined();
  });

  it('is run without a shell between', async () => {
    const name = `$(touch ${folder}/oops); '`;
    const inventory = await load(
      `#!/usr/bin/env node\nconsole.log(process.argv[2] === '--list' ? ${JSON.stringify(JSON.stringify({ all: [name] }))} : JSON.stringify({ name: process.argv[3] }));\n`,
    );
    expect(value(inventory, name, 'name')).toBe(name);
    await expect(readFile(join(folder, 'oops'))).rejects.toThrow('ENOENT');
  });

  it.each([
    ['#!/bin/sh\necho no >&2\nexit 3\n', 'the script failed with exit code 3', 'no'],
    ['#!/bin/sh\nkill -9 $$\n', 'the script was ended by SIGKILL', ''],
    [
      '#!/bin/nothing\n',
      'the script cannot be started: it, or the program named in its first line, does not exist',
      '',
    ],
    ['#!/bin/sh\n', 'nothing was printed', ''],
    ['#!/bin/sh\nprintf \'{"web": {"hosts": ["a", "b\'\n', 'it breaks off after 26 characters', ''],
    ['#!/bin/sh\nprintf \'{"web":\\n nonsense}\'\n', 'something in it is no JSON at all', ''],
    ['#!/bin/sh\nprintf \'{"web":\\n [] []}\'\n', 'it is wrong at line 2, column 5', ''],
    ['#!/bin/sh\necho \'["a"]\'\n', 'it is not an object', ''],
    ['#!/bin/sh\nyes\n', 'the script printed more than 10000 bytes', ''],
  ])('%j is one clear error', async (script, message, more) => {
    const told = await errorsOf(load(script));
    expect(told).toContain('inventory/script');
    expect(told).toContain(message);
    expect(told).toContain(more);
    expect(told).not.toContain('nonsense');
  });

  it('that hangs is ended, with all that it started', async () => {
    const script = `#!/bin/sh\nsleep 300 & echo $! > ${folder}/pid\nwait\n`;
    expect(await errorsOf(load(script, { seconds: 0.2, bytes: 100 }))).toContain('did not end within 0.2 s');
    const pid = Number(await readFile(join(folder, 'pid'), 'utf8'));
    const deadline = Date.now() + 2000;
    while (isAlive(pid) && Date.now() < deadline) await wait(10);
    expect(isAlive(pid)).toBe(false);
  });

  it('that may not be executed says so', async () => {
    expect(await errorsOf(load('#!/bin/sh\n', undefined, 0o644))).toContain('may not be executed');
  });

  it('is not what only has its executable bit set by accident', async () => {
    expect((await load('[web]\na\n')).groups.get('web')).toEqual(['a']);
  });

  it.each([
    [{ web: { hosts: 'a' } }, 'the hosts of "web" are not a list of names'],
    [{ web: { hosts: [1] } }, 'the hosts of "web" are not a list of names'],
    [{ web: { vars: [] } }, 'the vars of "web" are not an object'],
    [{ web: { children: { a: 1 } } }, 'the children of "web" are not a list of names'],
    [{ web: ['a'], _meta: { hostvars: { a: 5 } } }, 'the variables of the host "a" are not an object'],
    [{ web: ['a'], _meta: { hostvars: [] } }, '_meta.hostvars is not an object of hosts'],
  ])('%j is told with what is wrong in it', async (list, message) => {
    expect(await errorsOf(load(printing(list)))).toContain(message);
  });
});

/** Whether a process still does anything; one that has ended may wait for somebody to take note of it. */
function isAlive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
