import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { GorunError } from '../errors/gorun-error.ts';
import { registryFor } from '../run/registry.ts';
import { schemaFolder, schemaKinds, schemaText } from './schemas.ts';
import { packageFolder } from './version.ts';

const schemaLine = (kind: string, up = ''): string =>
  `# yaml-language-server: $schema=${up}${schemaFolder}/${kind}.json\n`;

const playbook = `${schemaLine('playbook', '../')}# Try it:  gorun playbook hello.yml --check --diff
- name: Say hello
  hosts: all
  vars:
    greeting: Hello
  tasks:
    - name: Greet
      debug:
        msg: "{{ greeting }} from {{ inventory_hostname }}"

    - name: Be sure that there is somebody to greet
      assert:
        that: size(play_hosts) > 0
        fail_msg: The inventory has no hosts.
`;

const inventory = `${schemaLine('inventory', '../')}# Hosts are reached over SSH; your ~/.ssh/config counts.
all:
  hosts:
    # This machine, so that there is something to try at once.
    here:
      ansible_connection: local
  children:
    windows:
      vars:
        gorun_platform: windows
        # Where Go's installers are: go.dev's own index, or a depot of yours (see "gorun depot --help").
        go_index: https://go.dev/dl/?mode=json&include=all
      # hosts:
      #   win[01:10].example:
`;

const config = `${schemaLine('config')}# Settings of this project; "gorun config" shows them all and where each comes from. Flags win over them.
inventory: hosts
forks: 50
`;

const ignored = `# Logs of runs, and which hosts each left
.gorun/
`;

/**
 * Writes a project that works as it is. All or nothing: where one of its files exists already, none is written.
 * @returns the files, as a person in the working folder would name them
 * @throws GorunError `run/exists`, `run/unwritable`
 */
export async function initProject(folder: string, cwd: string): Promise<readonly string[]> {
  const modules = await registryFor(resolve(cwd, folder), cwd, []);
  const upgrade = await readFile(join(packageFolder(), 'playbooks/upgrade.yml'), 'utf8');
  const files = new Map([
    ['gorun.config.yml', config],
    ['inventories/hosts.yml', inventory],
    ['playbooks/hello.yml', playbook],
    ['playbooks/upgrade.yml', `${schemaLine('playbook', '../')}${upgrade}`],
    ['.gitignore', ignored],
    ...schemaKinds.map((kind) => [`${schemaFolder}/${kind}.json`, schemaText(kind, modules)] as const),
  ]);
  const there = [...files.keys()].filter((name) => existsSync(resolve(cwd, folder, name)));
  if (there.length > 0) {
    throw new GorunError('run/exists', {
      message: `${folder === '.' ? 'This folder' : folder} has ${there.join(', ')} already; nothing was written.`,
      fix: 'Name a folder that does not exist yet: gorun init FOLDER.',
    });
  }
  const written: string[] = [];
  for (const [name, text] of files) {
    const path = resolve(cwd, folder, name);
    try {
      await mkdir(dirname(path), { recursive: true });
      // `wx`: what came into being meanwhile is not overwritten either.
      await writeFile(path, text, { flag: 'wx' });
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new GorunError('run/unwritable', { message: `${name} cannot be written: ${reason}`, cause });
    }
    written.push(join(folder, name));
  }
  return written;
}
