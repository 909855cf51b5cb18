import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { BenchHosts } from './hosts.ts';
import { targets, template, version, type Workload } from './workload.ts';

/** The whole workload in gorun's language. */
const workloadPlaybook = `- name: The workload
  hosts: all
  tasks:
    - name: See which Go is there
      go_version_fact:
    - name: Have the archive on the host
      fetch_file:
        version: "{{ version }}"
        index: "{{ go_index }}"
        dest: ${targets.archive}
    - name: Unpack it beside others
      go_archive:
        version: "{{ version }}"
        src: ${targets.archive}
        root: ${targets.root}
        layout: side_by_side
    - name: Say where Go is
      line_in_file:
        path: "${targets.profile}"
        line: "export PATH=${targets.root}/go/bin:$PATH"
        create: true
    - name: Prove that it works
      verify:
        version: "{{ version }}"
    - name: Say how Go is to work here
      template:
        src: go.env.hbs
        dest: "${targets.settings}"
`;

const nullPlaybook = `- name: Nothing
  hosts: all
  tasks:
${Array.from({ length: 20 }, (_, index) => `    - name: Nothing ${index + 1}\n      command:\n        argv: [/bin/true]\n      changed_when: "false"\n`).join('')}`;

/** Writes everything that gorun reads into a folder: hosts.yml, workload.yml, null.yml. */
export async function writeGorunFiles(folder: string, fleet: BenchHosts, workload: Workload): Promise<void> {
  await mkdir(folder, { recursive: true });
  const inventory = {
    all: {
      vars: {
        ansible_user: fleet.user,
        ansible_ssh_private_key_file: fleet.privateKey,
        gorun_ssh_known_hosts_file: fleet.knownHosts,
        gorun_platform: 'posix',
        go_index: workload.index,
        version,
        proxy: 'https://proxy.example.com,direct',
        zone: 'one',
      },
      hosts: Object.fromEntries(
        fleet.hosts.map(({ name, address, port }) => [name, { ansible_host: address, ansible_port: port }]),
      ),
    },
  };
  const files = {
    'hosts.yml': stringify(inventory),
    'workload.yml': workloadPlaybook,
    'null.yml': nullPlaybook,
    'go.env.hbs': template,
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
}
