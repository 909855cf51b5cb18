import { stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sealAge } from '../../src/vault/age.ts';
import { ansibleFile, ansibleFileWithId, emptyFolder, folderWithKey } from './folder.ts';

const key = ['--vault-key-file', 'key'];

test('a file is encrypted in place without any secret, and viewed with the key', async () => {
  const folder = await folderWithKey();
  await folder.write('s.yml', 'password: canary\n', 0o640);
  expect(await folder.type(['vault', 'encrypt', 's.yml'])).toEqual({
    exit: 'success',
    out: 's.yml: encrypted\n',
    err: '',
  });
  expect(await folder.read('s.yml')).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----\n[^c]/);
  expect((await stat(join(folder.path, 's.yml'))).mode & 0o777).toBe(0o640);
  expect((await folder.type(['vault', 'view', 's.yml', ...key])).out).toBe('password: canary\n');
  expect((await folder.type(['vault', 'decrypt', 's.yml', ...key])).exit).toBe('success');
  expect(await folder.read('s.yml')).toBe('password: canary\n');
  expect(await folder.names()).toEqual(['.gorun-recipients', 'key', 's.yml']);
});

test('a link to a file stays a link', async () => {
  const folder = await folderWithKey();
  await folder.write('s.yml', 'a: 1\n');
  await symlink('s.yml', join(folder.path, 'link.yml'));
  await folder.type(['vault', 'encrypt', 'link.yml']);
  expect(await folder.read('s.yml')).toMatch(/^-----BEGIN AGE/);
  expect(await folder.read('link.yml')).toBe(await folder.read('s.yml'));
});

test('a key file is readable by its owner alone, and never written over', async () => {
  const folder = await folderWithKey();
  expect((await stat(join(folder.path, 'key'))).mode & 0o777).toBe(0o600);
  expect(await folder.type(['vault', 'keygen', '-o', 'key'])).toMatchObject({
    exit: 'vault',
    err: expect.stringContaining('is there already'),
  });
});

test('one value comes from standard input and is YAML to paste', async () => {
  const folder = await folderWithKey();
  const value = 'Pa$$ "w\'ord\\ {{ no_template }}';
  const { out } = await folder.type(['vault', 'encrypt', '--value', 'pw'], { input: `${value}\n` });
  expect(out).toMatch(/^pw: !vault \|\n {2}-----BEGIN AGE/);
  await folder.write('v.yml', `# above\n${out}after: 1 # behind\n`);
  expect((await folder.type(['vault', 'view', 'v.yml', ...key])).out).toBe(
    `# above\npw: ${JSON.stringify(value)}\nafter: 1 # behind\n`,
  );
});

test('one value may be typed; nothing shows it', async () => {
  const folder = await folderWithKey();
  const asker = { canAsk: true, ask: async () => 'canary-typed' };
  const { out, err } = await folder.type(['vault', 'encrypt', '--value', 'pw'], { asker });
  expect(out + err).not.toContain('canary');
  await folder.write('v.yml', out);
  expect((await folder.type(['vault', 'view', 'v.yml', ...key])).out).toBe('pw: "canary-typed"\n');
});

test('a passphrase opens, from a file, the environment or the keyboard', async () => {
  const folder = await emptyFolder();
  await folder.write('pass', 'correct horse\n');
  // The least amount of computing: with the usual one this would take seconds.
  await folder.write('s.yml', await sealAge('a: canary\n', { passphrase: 'correct horse' }, 2));
  const view = ['vault', 'view', 's.yml'];
  const asker = { canAsk: true, ask: async () => 'correct horse' };
  const out = 'a: canary\n';
  expect(await folder.type([...view, '--vault-passphrase-file', 'pass'])).toMatchObject({ out });
  expect(await folder.type([...view, '-J'], { asker })).toMatchObject({ out });
  expect(await folder.type(view, { env: { GORUN_VAULT_PASSPHRASE: 'correct horse' } })).toMatchObject({
    out,
  });
});

test.each([
  ['1.1', ansibleFile],
  ['1.2 with an id', ansibleFileWithId],
])("Ansible's vault %s is read", async (_, text) => {
  const folder = await emptyFolder();
  await folder.write('pass', 'test');
  await folder.write('a.yml', text);
  const view = ['vault', 'view', 'a.yml'];
  const clear = 'password: canary-from-ansible\n';
  expect((await folder.type([...view, '--vault-password-file', 'pass'])).out).toBe(clear);
  expect((await folder.type(view, { env: { ANSIBLE_VAULT_PASSWORD_FILE: 'pass' } })).out).toBe(clear);
  expect((await folder.type(view, { env: { GORUN_VAULT_PASSPHRASE: 'test' } })).out).toBe(clear);
});

test('a password file that can be executed is, as with Ansible; key commands get their words without a shell', async () => {
  const folder = await emptyFolder();
  await folder.write('pass.sh', '#!/bin/sh\necho test\n', 0o700);
  await folder.write('a.yml', ansibleFile);
  const env = { ANSIBLE_VAULT_PASSWORD_FILE: 'pass.sh' };
  expect((await folder.type(['vault', 'view', 'a.yml'], { env })).exit).toBe('success');
  const command = ['--vault-key-command', "printf '%s' test"];
  expect((await folder.type(['vault', 'view', 'a.yml', ...command])).exit).toBe('success');
  const notExpanded = ['--vault-key-command', 'echo $(echo test)'];
  expect((await folder.type(['vault', 'view', 'a.yml', ...notExpanded])).exit).toBe('vault');
});

test('convert makes age of what is Ansible’s, values in the middle of a file too, and leaves the rest as it was', async () => {
  const folder = await folderWithKey();
  const block = ansibleFileWithId.trimEnd().replaceAll('\n', '\n    ');
  const { out } = await folder.type(['vault', 'encrypt', '--value', 'own'], { input: 'mine' });
  await folder.write('a.yml', ansibleFile);
  await folder.write('b.yml', `# one\ntop:\n  pw: !vault |\n    ${block}\n  list: [1,   2] # two\n${out}`);
  const env = { GORUN_VAULT_PASSPHRASE: 'test' };
  expect((await folder.type(['vault', 'convert', 'a.yml', 'b.yml'], { env })).out).toBe(
    'a.yml: converted\nb.yml: converted 1 value\n',
  );
  expect(await folder.read('b.yml')).toContain(out);
  const seen = await folder.type(['vault', 'view', 'a.yml', 'b.yml', ...key]);
  expect(seen.out).toBe(
    'password: canary-from-ansible\n# one\ntop:\n  pw: "password: canary-from-ansible\\n"\n  list: [1,   2] # two\nown: "mine"\n',
  );
});

test('rekey locks out who is no recipient any more', async () => {
  const folder = await folderWithKey();
  await folder.write('s.yml', 'a: canary\n');
  await folder.type(['vault', 'encrypt', 's.yml']);
  const { out: recipient } = await folder.type(['vault', 'keygen', '-o', 'other']);
  const rekey = await folder.type(['vault', 'rekey', 's.yml', ...key, '-r', recipient.trim()]);
  expect(rekey.out).toBe('s.yml: rekeyed\n');
  expect((await folder.type(['vault', 'view', 's.yml', ...key])).exit).toBe('vault');
  expect((await folder.type(['vault', 'view', 's.yml', '--vault-key-file', 'other'])).out).toBe(
    'a: canary\n',
  );
});
