import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Folder, folderWithKey, type Typed } from '../vault/folder.ts';

// A secret from every origin goes through everything that a run can do without a host; then all that was shown and written is
// searched for it, and for what was made of it.

const origins = {
  value: 'Canary-Value-7f3a',
  file: 'Canary-File-81bd',
  number: 77341982,
  extra: 'Canary-Extra-22c0',
  password: 'Canary-Password-90aa',
  prompt: 'Canary-Prompt-5e5e',
} as const;

/** What the playbook makes of each. */
const derived = (secret: string): readonly string[] => [
  secret,
  secret.toUpperCase(),
  [...secret].reverse().join(''),
  secret.slice(0, 10),
  secret.replaceAll('-', '+'),
  Buffer.from(secret).toString('base64'),
  Buffer.from(secret).toString('hex'),
  encodeURIComponent(`${secret}/x`),
];

const playbook = `
- name: Use {{ upper value }}
  hosts: all
  vars_prompt: [{ name: prompt, prompt: Word, private: true }]
  vars_files: [secret.yml]
  tasks:
    - name: Say {{ value }}
      debug: { msg: "{{ value }} {{ file }} {{ number }} {{ extra }} {{ ansible_password }} {{ prompt }}" }
    - name: Whole values
      debug: { msg: { v: "{{ value }}", all: ["{{ file }}", "{{ number }}", "{{ nested.deep }}"] } }
    - name: Made of them
      debug:
        msg:
          - "{{ b64encode (concat 'user:' value) }} {{ reverse (list value) }}"
          - "{{ upper file }} {{ urlencode extra }}"
          - "{{ hash value }} {{ replace file '-' '+' }} {{ slice extra 0 10 }}"
      register: made
    - name: Keep
      set_fact: { kept: "x{{ lower value }}x", digest: "{{ hash value }}" }
    - debug: { var: kept }
    - debug: { msg: "digest {{ digest }} {{ made.msg }}" }
    - debug: { msg: "{{ item }}" }
      loop: ["{{ value }}", "{{ file }}"]
    - assert: { that: ["value == 'other'"], fail_msg: "not {{ value }}" }
      ignore_errors: true
    - fail: { msg: "no {{ file }}" }
      when: value != ""
`;

let folder: Folder;
const secrets = Object.values(origins).map(String);

beforeAll(async () => {
  folder = await folderWithKey(afterAll);
  const sealed = await folder.type(['vault', 'encrypt', '--value', 'value'], { input: origins.value });
  const nested = await folder.type(['vault', 'encrypt', '--value', 'deep'], { input: origins.value });
  await mkdir(join(folder.path, 'group_vars'));
  const below = nested.out.replaceAll('\n', '\n  ').trimEnd();
  await folder.write('group_vars/all.yml', `${sealed.out}nested:\n  ${below}\n  open: seen\n`);
  await folder.write('secret.yml', `file: ${origins.file}\nnumber: ${origins.number}\n`);
  await folder.write('extra.yml', `extra: ${origins.extra}\n`);
  await folder.type(['vault', 'encrypt', 'secret.yml', 'extra.yml']);
  await folder.write('hosts.yml', `all: { hosts: { h1: { ansible_password: ${origins.password} } } }\n`);
});

beforeEach(() => folder.write('p.yml', playbook));

const run = (...more: readonly string[]): Promise<Typed> =>
  folder.type(
    ['playbook', 'p.yml', '-i', 'hosts.yml', '-e', '@extra.yml', '--vault-key-file', 'key', ...more],
    { asker: { canAsk: true, ask: async () => origins.prompt } },
  );

function expectNone(text: string): void {
  const small = text.toLowerCase();
  for (const secret of secrets) {
    for (const form of derived(secret)) expect(small).not.toContain(form.toLowerCase());
  }
}

async function written(path: string): Promise<string> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return (await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'utf8')))).join(
    '\n',
  );
}

describe('no secret leaves a run', () => {
  test.each([
    ['plain', ['--output', 'plain', '-vvv', '--debug', '--diff']],
    ['json', ['--output', 'json', '-vvv', '--debug']],
    ['tree', ['--output', 'tree', '-vvv']],
    ['check', ['--check', '--diff', '-vv']],
  ])('%s', async (_, flags) => {
    const { exit, out, err } = await run(...flags);
    expect([exit, err]).toEqual(['failed', '']);
    expect(out).toContain('********');
    expectNone(out);
    expectNone(await written(join(folder.path, '.gorun')));
  });

  test('what is no secret is shown, also where it stands beside one', async () => {
    await folder.write(
      'p.yml',
      '- hosts: all\n  tasks:\n    - debug: { msg: "{{ nested.open }} {{ upper nested.open }} {{ default nested.open value }}" }\n',
    );
    expect((await run('-v')).out).toContain('seen SEEN seen');
  });
});

describe('no secret is in an error', () => {
  test.each([
    ['a parameter of the wrong kind', '- hosts: all\n  tasks:\n    - pause: { seconds: "{{ value }}" }\n'],
    [
      'a helper that cannot work with it',
      '- hosts: all\n  tasks:\n    - debug: { msg: "{{ add value 1 }}" }\n',
    ],
    ['a condition', '- hosts: all\n  tasks:\n    - debug: { msg: x }\n      when: value\n'],
    ['a file named by it', '- hosts: all\n  tasks:\n    - include_tasks: "{{ value }}.yml"\n'],
    ['an encrypted value in the place of a keyword', '- hosts: all\n  serial: !vault |\nVALUE  tasks: []\n'],
  ])('%s', async (_, text) => {
    const value = await folder.read('group_vars/all.yml');
    const block = value
      .slice(value.indexOf('  -----BEGIN'), value.indexOf('nested:'))
      .replaceAll('  ', '      ');
    await folder.write('p.yml', text.replace('VALUE', block));
    const { exit, out, err } = await run('--debug', '-vvv');
    expect(exit).not.toBe('success');
    expectNone(out + err);
  });

  test('a wrong file that was encrypted as a whole shows its place, not its line', async () => {
    await folder.write('twice.yml', `file: ${origins.file}\nfile: ${origins.file}\n`);
    await folder.type(['vault', 'encrypt', 'twice.yml']);
    await folder.write('p.yml', playbook.replace('secret.yml', 'twice.yml'));
    const { exit, out, err } = await run('--debug');
    expect(exit).toBe('playbook');
    expect(err).toContain('twice.yml:2:1');
    expectNone(out + err);
  });
});

test('inventory shows values encrypted as they stand, and those of encrypted files not at all', async () => {
  await mkdir(join(folder.path, 'host_vars'));
  await folder.write('host_vars/h1.yml', `file: ${origins.file}\nplain: 1\n`);
  await folder.type(['vault', 'encrypt', 'host_vars/h1.yml']);
  const inventory = (...more: string[]) => folder.type(['inventory', '-i', 'hosts.yml', ...more]);
  expect((await inventory('--list')).err).toContain('vault/no-key');
  for (const form of [['--list'], ['--host', 'h1'], ['--graph', '--vars'], ['--list', '--yaml']]) {
    const { exit, out } = await inventory(...form, '--vault-key-file', 'key');
    expect(exit).toBe('success');
    expect(out).toContain('-----BEGIN AGE ENCRYPTED FILE-----');
    // A password that stands in clear in the inventory is shown as it stands, as ansible-inventory does.
    expectNone(out.replaceAll(origins.password, ''));
  }
});

test('every value that cannot be opened is told, with its place, before anything runs', async () => {
  const { out: other } = await folder.type(['vault', 'keygen', '-o', 'other']);
  const lost = await folder.type(['vault', 'encrypt', '--value', 'lost', '-r', other.trim()], { input: 'x' });
  await folder.write('group_vars/all.yml', lost.out + lost.out.replace('lost', 'gone'));
  const { exit, out, err } = await run();
  expect([exit, out]).toEqual(['vault', '']);
  expect(err).toContain('group_vars/all.yml:1:');
  expect(err).toMatch(/group_vars\/all\.yml:(?!1:)\d+:14/);
  expect(err).toContain('2 errors');
});
