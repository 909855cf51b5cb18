import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openWorkerSession } from '../../src/worker/client/open-worker-session.ts';
import type { HostSession } from '../../src/worker/session.ts';
import { ShellHost, shells } from '../worker/posix-shell.ts';
import { ModuleRunner } from './module-runner.ts';

describe.each(shells)('env_path of an account in %s', (_name, shell) => {
  let host: ShellHost;
  let session: HostSession;
  let run: ModuleRunner;
  let home: string;
  let profile: string;

  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), "gorun ann's-"));
    profile = join(home, '.profile');
    host = new ShellHost(shell, `HOME='${home.replaceAll("'", "'\\''")}'`);
    session = await openWorkerSession(host, 'here');
    run = new ModuleRunner(session);
  });
  afterEach(async () => {
    await session?.close();
    host?.remove();
    rmSync(home, { recursive: true, force: true });
  });

  const path = (more: object) => run.task('env_path', { scope: 'user', ...more });
  const entries = async () => {
    const { result } = await path({ tidy: true });
    return Array.isArray(result?.entries) ? result.entries : [];
  };

  test('makes a profile where there is none, and undo removes it', async () => {
    const end = await path({ entry: '~/go/bin' });
    expect(end).toMatchObject({ status: 'changed', message: '' });
    expect((await entries()).at(-1)).toBe(join(home, 'go/bin'));
    expect(await path({ entry: '$HOME/go/bin' })).toMatchObject({ status: 'ok' });
    await end.undo();
    expect(existsSync(profile)).toBe(false);
  });

  test.each([
    ['a last line', '# mine\nPATH=$PATH:/opt/own\n'],
    ['a last line without its end', '# mine\nPATH=$PATH:/opt/own'],
    ['nothing', ''],
  ])('keeps its part of a profile with %s apart, and gives it back to the letter', async (_what, text) => {
    writeFileSync(profile, text, { mode: 0o600 });
    const first = await path({ entry: '/usr/local/go/bin', position: 'first' });
    expect(first).toMatchObject({ status: 'changed', message: '' });
    const second = await path({ entry: "/opt/it's a tool", position: 'last' });
    expect(second).toMatchObject({ status: 'changed', message: '' });
    expect((await entries())[0]).toBe('/usr/local/go/bin');
    expect((await entries()).at(-1)).toBe("/opt/it's a tool");
    expect(readFileSync(profile, 'utf8').startsWith(text)).toBe(true);
    expect(statSync(profile).mode & 0o777).toBe(0o600);
    await second.undo();
    await first.undo();
    expect(readFileSync(profile, 'utf8')).toBe(text);
  });

  test('takes out what others put there, and puts PATH in order', async () => {
    writeFileSync(profile, 'PATH=/opt/old:/usr/bin::/bin:/usr/bin/\n');
    expect(await path({ entry: '/opt/old', state: 'absent' })).toMatchObject({
      status: 'changed',
      message: '',
    });
    expect(await path({ tidy: true })).toMatchObject({ status: 'changed', message: '' });
    expect(await entries()).toEqual(['/usr/bin', '/bin']);
    expect(await path({ entry: '/opt/old' })).toMatchObject({ status: 'changed', message: '' });
    expect(await entries()).toEqual(['/opt/old', '/usr/bin', '/bin']);
  });

  test('follows a profile that is a link, and leaves it one', async () => {
    mkdirSync(join(home, 'dotfiles'));
    writeFileSync(join(home, 'dotfiles/profile'), '# mine\n');
    symlinkSync('dotfiles/profile', profile);
    expect(await path({ entry: '/x' })).toMatchObject({ status: 'changed', message: '' });
    expect(lstatSync(profile).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(home, 'dotfiles/profile'), 'utf8')).toContain('gorun PATH');
  });

  test('does not undo over what somebody has changed since', async () => {
    const end = await path({ entry: '/x' });
    writeFileSync(profile, readFileSync(profile, 'utf8').replace('/x', '/y'));
    await expect(end.undo()).rejects.toThrow('changed by somebody else');
    renameSync(profile, `${profile}.seen`);
  });

  test('tells of a profile that ends the shell', async () => {
    writeFileSync(profile, 'exit 0\n');
    const { plan } = await path({ tidy: true });
    expect(plan).toMatchObject({ warnings: [expect.stringContaining('.profile ends the shell')] });
  });
});
