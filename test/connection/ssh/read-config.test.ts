import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hostOptions } from '../../../src/connection/ssh/config/host-options.ts';
import { parseSshConfig } from '../../../src/connection/ssh/config/parse-config.ts';
import { readSshConfigText } from '../../../src/connection/ssh/config/read-config.ts';

let home: string;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'gorun-config-'));
  mkdirSync(join(home, '.ssh/conf.d'), { recursive: true });
  const files = {
    config:
      'Include conf.d/*.conf "~/.ssh/extra"\nUser global\nHost web1\n  Include conf.d/port\n  User late\n',
    'conf.d/b.conf': 'Host web2\n  Port 2\n',
    'conf.d/a.conf': 'Host web1\n  HostName first\n',
    'conf.d/port': 'Port 4444\n',
    extra: 'Include config\n',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(home, '.ssh', name), text);
});

afterAll(() => rmSync(home, { recursive: true, force: true }));

it('Include lines are followed, and the section goes on after them', async () => {
  const text = await readSshConfigText(join(home, '.ssh/config'), home);
  const config = parseSshConfig(text, 'config');
  expect(hostOptions(config, 'web1', undefined)).toMatchObject({
    hostName: 'first',
    port: '4444',
    user: 'global',
  });
  expect(hostOptions(config, 'web2', undefined)).toMatchObject({ port: '2', user: 'global' });
});

it('a pattern of names takes what a shell would', async () => {
  const folder = join(home, 'names');
  mkdirSync(folder);
  for (const name of ['a.conf', 'b.conf', '.hidden.conf', 'a.conf.bak', 'conf', '.conf', 'abc'])
    writeFileSync(join(folder, name), `# ${name}\n`);
  const taken = async (pattern: string) => {
    writeFileSync(join(home, 'one'), `Include ${folder}/${pattern}\n`);
    return [...(await readSshConfigText(join(home, 'one'), home)).matchAll(/# (.*)/g)].map(
      ([, name]) => name,
    );
  };
  expect(await taken('*.conf')).toEqual(['a.conf', 'b.conf']);
  expect(await taken('.*.conf')).toEqual(['.hidden.conf']);
  expect(await taken('ab*bc')).toEqual([]);
  expect(await taken('a*')).toEqual(['a.conf', 'a.conf.bak', 'abc']);
  expect(await taken('[ab].con?')).toEqual(['a.conf', 'b.conf']);
  expect(await taken('abc')).toEqual(['abc']);
  expect(await taken('nothing*')).toEqual([]);
});

it('a missing file is an empty one', async () => {
  expect(await readSshConfigText(join(home, 'nowhere'), home)).toBe('');
});
