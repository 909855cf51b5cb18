import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Login } from '../../src/run/prepare.ts';
import { sessionOpener } from '../../src/run/sessions.ts';
import { Redactor } from '../../src/secrets/redactor.ts';
import { PasswordServer } from '../connection/password-server.ts';

let folder: string;
let server: PasswordServer;
let seen: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gorun-login-'));
  seen = [];
  server = await PasswordServer.start((context) => {
    if (context.method === 'password') seen.push(`${context.username} ${context.password}`);
    context.reject(['password']);
  });
});
afterEach(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

/** Tries to open a session; what the server was given. */
async function tried(login: Login, variables = {}): Promise<readonly string[]> {
  const known = join(folder, 'known_hosts');
  writeFileSync(known, server.knownHostsLine);
  const at = { ansible_host: '127.0.0.1', ansible_port: server.port, gorun_ssh_known_hosts_file: known };
  const opener = sessionOpener({ secrets: new Redactor(), acceptNew: false, login });
  await expect(opener.open({ name: 'win', variables: { ...at, ...variables } })).rejects.toMatchObject({
    code: 'connection/authentication',
  });
  return seen;
}

it('--user and --ask-pass hold where the inventory says nothing', async () => {
  expect(await tried({ user: 'typed', password: 'typed-pass' })).toEqual(['typed typed-pass']);
});

it('what the inventory says wins', async () => {
  const own = { ansible_user: 'own', ansible_password: 'own-pass' };
  expect(await tried({ user: 'typed', password: 'typed-pass' }, own)).toEqual(['own own-pass']);
});
