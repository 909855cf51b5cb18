import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { Redactor } from '../../src/secrets/redactor.ts';
import { emptyFolder, type Folder, folderWithKey } from '../vault/folder.ts';

// Debian's ansible-vault writes, gorun reads; ansible-inventory shows what stays encrypted as gorun does.
const config = join(import.meta.dirname, 'inventories/ansible.cfg');
const run = promisify(execFile);

async function ansible(folder: Folder, program: string, ...args: readonly string[]): Promise<string> {
  const env = { ...process.env, LC_ALL: 'C.UTF-8', ANSIBLE_CONFIG: config };
  return (await run(program, [...args], { cwd: folder.path, env })).stdout;
}

const passphrase = ['--vault-passphrase-file', 'pass'];
const odd = 'pässwörd with "quotes" {{ braces }} and \\ \u{1f511}';

async function project(): Promise<Folder> {
  const folder = await folderWithKey();
  await folder.write('pass', 'correct hörse\n');
  return folder;
}

describe('what ansible-vault has encrypted', () => {
  test.each([
    ['without an id', ['--vault-password-file', 'pass'], '1.1;AES256'],
    ['with an id', ['--vault-id', 'prod@pass'], '1.2;AES256;prod'],
  ])('%s is viewed, converted, and viewed with the key of age', async (_, flags, header) => {
    const folder = await project();
    const clear = `a: "${'x'.repeat(5000)}"\nb: ${JSON.stringify(odd)}\n`;
    await folder.write('v.yml', clear);
    await ansible(folder, 'ansible-vault', 'encrypt', ...flags, 'v.yml');
    expect(await folder.read('v.yml')).toContain(`$ANSIBLE_VAULT;${header}\n`);
    expect((await folder.type(['vault', 'view', 'v.yml', ...passphrase])).out).toBe(clear);
    const convert = await folder.type([
      'vault',
      'convert',
      'v.yml',
      ...passphrase,
      '-r',
      await recipient(folder),
    ]);
    expect(convert.out).toBe('v.yml: converted\n');
    expect((await folder.type(['vault', 'view', 'v.yml', '--vault-key-file', 'key'])).out).toBe(clear);
  });

  test('single values are used by a playbook and stay secret', async () => {
    const folder = await project();
    const flags = ['--vault-password-file', 'pass', '--name', 'pw', odd];
    await folder.write('vars.yml', `${await ansible(folder, 'ansible-vault', 'encrypt_string', ...flags)}\n`);
    // Braces in a condition would be a template.
    const [before = '', after = ''] = odd.split('{{ braces }}');
    const that = `pw.startsWith(${JSON.stringify(before)}) && pw.endsWith(${JSON.stringify(after)})`;
    const tasks = [{ assert: { that } }, { debug: { msg: '{{ pw }}' } }];
    await folder.write('p.yml', JSON.stringify([{ hosts: 'all', vars_files: ['vars.yml'], tasks }]));
    const { exit, out } = await folder.type(['playbook', 'p.yml', '-i', 'h1,', '-v', ...passphrase]);
    expect(exit).toBe('success');
    expect(out).toContain('********');
    expect(out).not.toContain('quotes');
  });

  test('what is not its own is refused by each other', async () => {
    const folder = await project();
    await folder.write('v.yml', 'a: 1\n');
    await folder.type(['vault', 'encrypt', 'v.yml']);
    await expect(
      ansible(folder, 'ansible-vault', 'view', '--vault-password-file', 'pass', 'v.yml'),
    ).rejects.toThrow(/not vault encrypted/);
  });
});

async function recipient(folder: Folder): Promise<string> {
  return (await folder.read('.gorun-recipients')).split('\n')[1] ?? '';
}

test('inventory --list shows a value as ansible-inventory does', async () => {
  const folder = await project();
  const value = await ansible(
    folder,
    'ansible-vault',
    'encrypt_string',
    '--vault-password-file',
    'pass',
    '--name',
    'pw',
    'canary',
  );
  const indented = value.trimEnd().replaceAll('\n', '\n      ');
  await folder.write('hosts.yml', `all:\n  hosts:\n    h1:\n      ${indented}\n      open: 1\n`);
  const args = ['-i', 'hosts.yml', '--list'];
  const theirs = await ansible(folder, 'ansible-inventory', ...args, '--vault-password-file', 'pass');
  const ours = await folder.type(['inventory', ...args]);
  expect(JSON.parse(ours.out)).toEqual(JSON.parse(theirs));
});

test('a file closed with a passphrase is opened with it, at the full amount of computing', async () => {
  const folder = await emptyFolder();
  await folder.write('pass', 'correct horse');
  await folder.write('v.yml', 'a: 1\n');
  expect((await folder.type(['vault', 'encrypt', 'v.yml', ...passphrase])).exit).toBe('success');
  expect((await folder.type(['vault', 'view', 'v.yml', ...passphrase])).out).toBe('a: 1\n');
});

test('what Python makes of a secret is known', async () => {
  const secret = `C4n@ry "q" 'p' \\b $HOME é<&>`;
  const program = [
    'import base64,json,sys,urllib.parse as u,html',
    's=sys.argv[1]',
    'for each in (json.dumps(s)[1:-1],u.quote(s,safe=""),u.quote_plus(s),html.escape(s),s.encode().hex(" ")): print(each)',
    'print(base64.encodebytes(s.encode()).decode())',
    'print(base64.urlsafe_b64encode(s.encode()).decode())',
  ].join('\n');
  const { stdout } = await run('python3', ['-c', program, secret]);
  const redactor = new Redactor();
  redactor.add(secret);
  for (const line of stdout.split(/\n+/).filter((each) => each !== ''))
    expect(redactor.text(line)).toBe('********');
});
