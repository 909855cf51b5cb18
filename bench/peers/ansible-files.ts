import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchHosts } from './hosts.ts';
import { targets, template, version, type Workload } from './workload.ts';

/** How Ansible is set up for a measurement. */
export interface AnsibleSetup {
  readonly strategy: 'linear' | 'free' | 'mitogen_linear' | 'mitogen_free';
  readonly forks: number;
}

/** Seconds that control connections outlive a run: longer than any pause between two. */
const persist = 900;

/** The whole workload as somebody writes it who knows Ansible: each task says itself when there is nothing to do. */
const workloadPlaybook = `- hosts: all
  gather_facts: no
  tasks:
    - name: See which Go is there
      command: "${targets.folder}/bin/go version"
      register: found
      changed_when: no
      failed_when: no
    - name: Have the archive on the host
      get_url:
        url: "{{ archive_url }}"
        dest: "${targets.archive}"
        checksum: "sha256:{{ archive_sha256 }}"
    - name: Unpack it beside others
      unarchive:
        src: "${targets.archive}"
        dest: "/opt"
        remote_src: yes
        extra_opts: ["--transform=s,^go,go${version},"]
        creates: "${targets.folder}/bin/go"
    - name: Say where Go is
      lineinfile:
        path: "${targets.profile}"
        line: "export PATH=${targets.folder}/bin:$PATH"
        create: yes
        mode: "0644"
    - name: Prove that it works
      command: "${targets.folder}/bin/go version"
      register: proof
      changed_when: no
      failed_when: "'go${version} ' not in proof.stdout"
    - name: Say how Go is to work here
      template:
        src: go.env.j2
        dest: "${targets.settings}"
        mode: "0644"
`;

const nullPlaybook = `- hosts: all
  gather_facts: no
  tasks:
${Array.from({ length: 20 }, (_, index) => `    - name: Nothing ${index + 1}\n      command: /bin/true\n      changed_when: no\n`).join('')}`;

/** Writes everything that ansible-playbook reads into a folder: ansible.cfg, hosts, workload.yml, null.yml. */
export async function writeAnsibleFiles(
  folder: string,
  fleet: BenchHosts,
  workload: Workload,
  { strategy, forks }: AnsibleSetup,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const sshOptions = [
    'ControlMaster=auto',
    `ControlPersist=${persist}s`,
    'KexAlgorithms=curve25519-sha256',
    `UserKnownHostsFile=${fleet.knownHosts}`,
    'StrictHostKeyChecking=yes',
    'IdentitiesOnly=yes',
  ];
  const files = {
    'ansible.cfg': `[defaults]
inventory = hosts
strategy = ${strategy}
forks = ${forks}
gathering = explicit
interpreter_python = /usr/bin/python3
retry_files_enabled = False
local_tmp = ${join(folder, 'tmp')}
[ssh_connection]
pipelining = True
control_path_dir = ${join(folder, 'cp')}
ssh_args = ${sshOptions.map((option) => `-o ${option}`).join(' ')}
`,
    hosts: `[all]
${fleet.hosts
  .map(({ name, address, port }) => `${name} ansible_host=${address} ansible_port=${port}`)
  .join('\n')}
[all:vars]
ansible_user=${fleet.user}
ansible_ssh_private_key_file=${fleet.privateKey}
archive_url=${workload.url}
archive_sha256=${workload.sha256}
version=${version}
proxy=https://proxy.example.com,direct
zone=one
`,
    'workload.yml': workloadPlaybook,
    'null.yml': nullPlaybook,
    'go.env.j2': template,
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
}
