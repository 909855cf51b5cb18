import { expect, test } from 'vitest';
import { ansibleFile, emptyFolder, type Folder, folderWithKey } from './folder.ts';

const key = ['--vault-key-file', 'key'];

/** What ended with an error of the vault: its code and message. */
async function refused(folder: Folder, argv: readonly string[], env = {}) {
  const { exit, out, err } = await folder.type(argv, { env });
  expect([exit, out]).toEqual(['vault', '']);
  expect(err).not.toContain('canary');
  return err;
}

async function sealedFile(): Promise<Folder> {
  const folder = await folderWithKey();
  await folder.write('s.yml', 'password: canary\n');
  await folder.type(['vault', 'encrypt', 's.yml']);
  return folder;
}

test('no key', async () => {
  const err = await refused(await sealedFile(), ['vault', 'view', 's.yml']);
  expect(err).toContain('vault/no-key');
  expect(err).toContain('s.yml:1:1');
  expect(err).toContain('age, for 1 recipient');
});

test('the wrong key', async () => {
  const folder = await sealedFile();
  await folder.type(['vault', 'keygen', '-o', 'other']);
  const err = await refused(folder, ['vault', 'view', 's.yml', '--vault-key-file', 'other']);
  expect(err).toContain('vault/wrong-key');
});

test('the wrong passphrase', async () => {
  const folder = await emptyFolder();
  await folder.write('a.yml', ansibleFile);
  const err = await refused(folder, ['vault', 'view', 'a.yml'], { GORUN_VAULT_PASSPHRASE: 'no' });
  expect(err).toContain('vault/wrong-key');
  expect(err).toContain('Ansible vault 1.1');
});

test('half a file, of age and of Ansible', async () => {
  const folder = await sealedFile();
  const text = await folder.read('s.yml');
  await folder.write('half.yml', text.slice(0, text.length / 2));
  expect(await refused(folder, ['vault', 'view', 'half.yml', ...key])).toMatch(
    /Its end is missing[\s\S]*vault\/damaged/,
  );
  await folder.write('half.yml', ansibleFile.slice(0, 300));
  const env = { GORUN_VAULT_PASSPHRASE: 'test' };
  expect(await refused(folder, ['vault', 'view', 'half.yml'], env)).toContain('vault/damaged');
});

test('any byte changed is seen, of age and of Ansible', async () => {
  const folder = await sealedFile();
  const text = await folder.read('s.yml');
  const env = { GORUN_VAULT_PASSPHRASE: 'test' };
  for (const part of [0.1, 0.4, 0.7, 0.85]) {
    for (const [name, whole] of [
      ['s.yml', text],
      ['a.yml', ansibleFile],
    ] as const) {
      const at = Math.floor(whole.length * part);
      const other = whole[at] === '3' ? '4' : '3';
      await folder.write(name, whole.slice(0, at) + other + whole.slice(at + 1));
      expect(await refused(folder, ['vault', 'view', name, ...key], env)).toMatch(
        /vault\/(?:damaged|wrong-key)/,
      );
    }
  }
});

test('an amount of computing that would take a machine down is refused before it is begun', async () => {
  const folder = await folderWithKey();
  const header = 'age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 30\nAAAA\n--- AAAA\n';
  const armored = Buffer.from(header).toString('base64').replace(/.{64}/g, '$&\n').trimEnd();
  await folder.write(
    's.yml',
    `-----BEGIN AGE ENCRYPTED FILE-----\n${armored}\n-----END AGE ENCRYPTED FILE-----\n`,
  );
  const err = await refused(folder, ['vault', 'view', 's.yml'], { GORUN_VAULT_PASSPHRASE: 'x' });
  expect(err).toContain('vault/damaged');
});

test.runIf(process.platform !== 'win32')('a key file that others may read', async () => {
  const folder = await sealedFile();
  await folder.write('key', await folder.read('key'), 0o640);
  const err = await refused(folder, ['vault', 'view', 's.yml', ...key]);
  expect(err).toMatch(/may be read by others \(its mode is 0640\)[\s\S]*chmod 600[\s\S]*vault\/key/);
});

test.each([
  ['that is not there', ['--vault-key-file', 'none'], 'it does not exist'],
  ['without a key', ['--vault-key-file', 'empty'], 'holds no key'],
  ['with something else', ['--vault-key-file', 's.yml'], 'holds what is not a key'],
  ['of a passphrase, empty', ['--vault-passphrase-file', 'empty'], 'empty passphrase'],
])('a key file %s', async (_, flags, said) => {
  const folder = await sealedFile();
  await folder.write('empty', '');
  expect(await refused(folder, ['vault', 'view', 's.yml', ...flags])).toMatch(
    new RegExp(`${said}[\\s\\S]*vault/key`),
  );
});

test.each([
  ['fails', 'false', 'it ended with 1'],
  ['does not exist', '/no/such/program x', 'there is no such program'],
])('a key command that %s', async (_, command, said) => {
  const err = await refused(await sealedFile(), ['vault', 'view', 's.yml', '--vault-key-command', command]);
  expect(err).toMatch(new RegExp(`${said}[\\s\\S]*vault/key`));
});

test('a passphrase to be typed without a terminal', async () => {
  const err = await refused(await sealedFile(), ['vault', 'view', 's.yml', '-J']);
  expect(err).toContain('vault/no-terminal');
});

test('a value to be typed without a terminal or standard input', async () => {
  const err = await refused(await folderWithKey(), ['vault', 'encrypt', '--value', 'pw']);
  expect(err).toContain('vault/no-terminal');
});

test('nothing says for whom to encrypt', async () => {
  const folder = await emptyFolder();
  await folder.write('s.yml', 'a: canary\n');
  expect(await refused(folder, ['vault', 'encrypt', 's.yml'])).toContain('vault/no-recipient');
  expect(await folder.read('s.yml')).toBe('a: canary\n');
});

test('a recipient that is none; a secret key in its place is not repeated', async () => {
  const folder = await folderWithKey();
  await folder.write('s.yml', 'a: canary\n');
  expect(await refused(folder, ['vault', 'encrypt', 's.yml', '-r', 'age1nonsense'])).toContain('vault/key');
  const secret = (await folder.read('key')).split('\n')[2] ?? '';
  expect(await refused(folder, ['vault', 'encrypt', 's.yml', '-r', secret])).not.toContain(secret.slice(16));
  expect(await folder.read('s.yml')).toBe('a: canary\n');
});

test('what is encrypted is not encrypted again, and what is not is not decrypted', async () => {
  const folder = await sealedFile();
  const before = await folder.read('s.yml');
  expect(await refused(folder, ['vault', 'encrypt', 's.yml'])).toContain('encrypted already');
  expect(await folder.read('s.yml')).toBe(before);
  await folder.write('clear.yml', 'a: 1\n');
  expect(await refused(folder, ['vault', 'decrypt', 'clear.yml', ...key])).toContain('vault/format');
});

test('one wrong file of several changes none', async () => {
  const folder = await folderWithKey();
  await folder.write('a.yml', 'a: canary\n');
  await folder.write('b.yml', 'b: canary\n');
  await folder.type(['vault', 'encrypt', 'b.yml']);
  await refused(folder, ['vault', 'encrypt', 'a.yml', 'b.yml']);
  expect(await folder.read('a.yml')).toBe('a: canary\n');
});
