import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Project, project, twoHosts } from './project.ts';

const playbook = `
- hosts: all
  tasks:
    - fail: { msg: no }
      when: colour == broken
`;

async function afterFailure(): Promise<{ one: Project; run: string }> {
  const one = await project({ 'p.yml': playbook, 'q.yml': playbook, 'inventories/two.yml': twoHosts });
  const { out } = await one.type('playbook', 'p.yml', '-i', 'two', '-e', 'broken=red');
  return { one, run: /@failed:(\S+)/.exec(out)?.[1] ?? '' };
}

const again = ['playbook', 'p.yml', '-i', 'two', '-e', 'broken=none', '--limit'];

test('the recap tells how to resume, and that runs only what was left', async () => {
  const { one, run } = await afterFailure();
  expect(await one.type(...again, `@failed:${run}`)).toMatchObject({
    exit: 'success',
    out: expect.stringContaining('play all · 1 host'),
  });
});

test('last is the last real run of the same playbook', async () => {
  const { one } = await afterFailure();
  // Neither a check, nor another playbook, nor a ping takes its place.
  await one.type(...again, 'a2', '--check');
  await one.type('playbook', 'q.yml', '-i', 'two', '-e', 'broken=blue');
  await one.type('run', 'a2', 'debug', 'msg=x', '-i', 'two');
  const { exit, out } = await one.type(...again, '@failed:last', '--list-hosts');
  expect([exit, out]).toEqual(['success', 'all: 1 host\n  a1\n']);
  await one.type(...again, '@failed:last');
  expect(await one.type(...again, '@failed:last')).toMatchObject({
    exit: 'inventory',
    err: expect.stringContaining('There is nothing to resume'),
  });
});

test('a part of a limit can be a run, the rest narrows it', async () => {
  const { one, run } = await afterFailure();
  const { out } = await one.type(...again, `a2,@failed:${run}`, '--list-hosts');
  expect(out).toContain('2 hosts');
  expect((await one.type(...again, `@failed:${run},!a1`, '--list-hosts')).out).toContain('0 hosts');
});

test.each([
  ['@failed:last', 'There is no earlier run of p.yml to resume.', 'usage'],
  ['@failed:20200101-000000-abcd', 'There is no run 20200101-000000-abcd to resume', 'usage'],
  ['@failed:../../etc/passwd', 'There is no run ../../etc/passwd to resume', 'usage'],
  ['@nothing.txt', 'nothing.txt', 'playbook'],
])('%s where there is none is told clearly', async (limit, message, exit) => {
  const one = await project({ 'p.yml': playbook, 'inventories/two.yml': twoHosts });
  expect(await one.type(...again, limit)).toMatchObject({ exit, err: expect.stringContaining(message) });
});

test('an id that is nearly right is answered with the right one', async () => {
  const { one, run } = await afterFailure();
  const typo = run.replace(/.$/, run.endsWith('0') ? '1' : '0');
  expect((await one.type(...again, `@failed:${typo}`)).err).toContain(`Did you mean "${run}"?`);
});

test('the run has no unreachable hosts, and says so', async () => {
  const { one, run } = await afterFailure();
  expect((await one.type(...again, `@unreachable:${run}`)).err).toContain(`run ${run} left none`);
});

test('a list of hosts with damage is as good as none', async () => {
  const { one, run } = await afterFailure();
  const logs = join(one.cwd, '.gorun/logs');
  expect((await readdir(logs)).sort()).toEqual([`${run}.hosts.json`, `${run}.log`]);
  const file = join(logs, `${run}.hosts.json`);
  await writeFile(file, (await readFile(file, 'utf8')).slice(0, 40));
  expect((await one.type(...again, `@failed:${run}`)).exit).toBe('usage');
});

test('@FILE holds a pattern a line', async () => {
  const one = await project({
    'p.yml': playbook,
    'inventories/two.yml': twoHosts,
    'some.txt': '# those\na2\n',
  });
  expect((await one.type(...again, '@some.txt', '--list-hosts')).out).toBe('all: 1 host\n  a2\n');
});
