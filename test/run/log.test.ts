import { mkdir, mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openLog } from '../../src/run/log.ts';
import { logFolders, pruneLogs, writableFolder } from '../../src/run/log-folder.ts';
import { Redactor } from '../../src/secrets/redactor.ts';
import { upgradeRun } from '../report/fake-run.ts';

const folder = (): Promise<string> => mkdtemp(join(tmpdir(), 'gorun-log-'));

test('every line of the log carries the run id, and secrets are masked', async () => {
  const secrets = new Redactor();
  secrets.add('hunter22');
  const cwd = await folder();
  const log = await openLog({ run: 'r1', cwd, env: {}, debug: false, secrets });
  log?.say('password is hunter22', { sent: 'hunter22' });
  for (const event of upgradeRun(false)) log?.listener(event);
  await log?.close();
  expect(log?.path).toBe(join(cwd, '.gorun/logs/r1.log'));
  const text = await readFile(join(cwd, '.gorun/logs/r1.log'), 'utf8');
  const lines = text.trimEnd().split('\n');
  expect(lines.length).toBeGreaterThan(15);
  for (const line of lines) expect(JSON.parse(line)).toMatchObject({ run: 'r1' });
  expect(text).not.toContain('hunter22');
  expect(lines.at(-1)).toContain('"type":"run.finished"');
});

test('a log is for its owner only', async () => {
  const cwd = await folder();
  const log = await openLog({ run: 'r1', cwd, env: {}, debug: false, secrets: new Redactor() });
  await log?.close();
  expect((await stat(log?.path ?? '')).mode & 0o077).toBe(0);
});

test('where the present folder cannot be written, the state folder of the user is taken', async () => {
  const [cwd, state] = [await folder(), await folder()];
  await writeFile(join(cwd, '.gorun'), 'a file is in the way');
  expect(await writableFolder(logFolders(cwd, { XDG_STATE_HOME: state }))).toBe(join(state, 'gorun/logs'));
});

test('old logs go, newest stay, other files are left alone', async () => {
  const logs = join(await folder(), 'logs');
  await mkdir(logs);
  const name = (n: number): string => `20260101-${String(n).padStart(6, '0')}-abcd.log`;
  await Promise.all([...Array(205).keys()].map((n) => writeFile(join(logs, name(n)), '')));
  await writeFile(join(logs, 'mine.log'), '');
  await pruneLogs(logs);
  const left = await readdir(logs);
  expect(left).toHaveLength(201);
  expect(left).toEqual(expect.arrayContaining([name(5), name(204), 'mine.log']));
});
