import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { driveC } from '../../lab/host/wine.ts';
import { type Lab, labDown, labUp } from '../../lab/index.ts';
import { gorun } from './typed-gorun.ts';

// A secret goes to a host and does its work there; neither what gorun keeps here nor what it keeps there holds it.
const instance = 'secrets-receipts';
const secret = 'Canary-On-Host-41aa';

let folder: string;
let lab: Lab;

const book = `
- hosts: win1
  vars: { ansible_become_password: ${secret}, word: "{{ ansible_become_password }}" }
  tasks:
    - win_copy: { content: "{{ word }}", dest: 'C:\\canary.txt' }
    - win_environment: { name: CANARY, value: "x{{ word }}x" }
    - powershell: { script: "[Console]::WriteLine('{{ word }}'); '{{ word }}'" }
      register: said
    - debug: { var: said }
`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gorun-secrets-'));
  await writeFile(join(folder, 'p.yml'), book);
  lab = await labUp({ instance, hosts: 1, project: folder, fresh: true });
});

afterAll(async () => {
  await labDown({ instance, remove: true });
  await rm(folder, { recursive: true, force: true });
});

async function written(path: string): Promise<string> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return (await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'latin1')))).join(
    '\n',
  );
}

test('a secret reaches its host, and is in no output, log or receipt', async () => {
  const run = await gorun(
    folder,
    'playbook',
    'p.yml',
    '-i',
    'lab',
    '-e',
    `ansible_become_password=${secret}`,
    '-vvv',
    '--diff',
    '--debug',
    '--output',
    'json',
  );
  expect({ code: run.code, err: run.err }).toEqual({ code: 0, err: '' });
  const drive = driveC(lab.hosts[0]?.prefix ?? '');
  expect(await readFile(join(drive, 'canary.txt'), 'utf8')).toBe(secret);
  const receipts = await written(join(drive, 'ProgramData/gorun'));
  expect(receipts).toContain('"withheld":true');
  const everything = [run.out, await written(join(folder, '.gorun')), receipts].join('\n').toLowerCase();
  for (const form of [secret, Buffer.from(secret).toString('base64'), Buffer.from(secret).toString('hex')])
    expect(everything).not.toContain(form.toLowerCase());
});
