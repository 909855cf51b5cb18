/**
 * Windows hosts of the lab: twenty tasks that have PowerShell say a word. gorun's worker runs them one after the other; of Ansible only `raw` works
 * there, which starts PowerShell once for a task (its modules start it twice and more).
 *
 *   node bench/windows.ts [--hosts 1,4] [--rounds 3] [--json FILE]
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Lab, labDown, labUp } from '../lab/index.ts';
import { machineFacts } from './measure/machine.ts';
import { endMarked, programCost } from './measure/program-cost.ts';
import { type Spread, spread } from './measure/statistics.ts';
import { tableLines } from './measure/table.ts';
import { buildGorun, gorunProgram } from './peers/build-gorun.ts';
import { installPeers } from './peers/install.ts';

const { values } = parseArgs({
  options: {
    hosts: { type: 'string', default: '1,4' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'string' },
  },
});

const instance = 'bench-windows';
const tasks = 20;
const folder = await mkdtemp(join(tmpdir(), 'gorun-bench-'));
const mark = `HOME=${folder}`;

/** What is run, by the name of the tool. */
const tools: Readonly<Record<string, readonly [string, ...string[]]>> = {
  gorun: [process.execPath, gorunProgram, 'playbook', 'gorun.yml', '-i', 'hosts.yml', '-o', 'plain'],
  'ansible raw': ['/usr/bin/ansible-playbook', '-i', 'hosts.yml', 'ansible.yml'],
};

/** Seconds of one tool over so many hosts. */
interface Figures {
  readonly tool: string;
  readonly hosts: number;
  readonly wall: Spread;
  readonly cpu: Spread;
}

/** Inventory, playbooks and settings of both tools. */
async function writeFiles(lab: Lab): Promise<void> {
  const vars = {
    ansible_host: '127.0.0.1',
    ansible_user: 'Administrator',
    ansible_ssh_private_key_file: lab.privateKey,
    ansible_connection: 'ssh',
    ansible_shell_type: 'cmd',
    gorun_platform: 'windows',
    gorun_ssh_known_hosts_file: lab.knownHosts,
  };
  const hosts = Object.fromEntries(lab.hosts.map(({ name, port }) => [name, { ansible_port: port }]));
  const play = (task: object) => [
    { hosts: 'all', gather_facts: false, tasks: Array.from({ length: tasks }, () => task) },
  ];
  const files = {
    'hosts.yml': { all: { hosts, vars } },
    'gorun.yml': play({ powershell: { script: "'nothing'" }, changed_when: 'false' }),
    'ansible.yml': play({ raw: "'nothing'", changed_when: false }),
  };
  for (const [name, content] of Object.entries(files))
    await writeFile(join(folder, name), JSON.stringify(content));
  const ssh = [
    `UserKnownHostsFile=${lab.knownHosts}`,
    'ControlMaster=auto',
    'ControlPersist=60s',
    'KexAlgorithms=curve25519-sha256',
    'IdentitiesOnly=yes',
  ];
  const settings = ['[defaults]', 'forks = 50', '[ssh_connection]', 'pipelining = True'];
  settings.push(`control_path_dir = ${join(folder, 'cp')}`);
  settings.push(`ssh_args = ${ssh.map((option) => `-o ${option}`).join(' ')}`);
  await writeFile(join(folder, 'ansible.cfg'), `${settings.join('\n')}\n`);
}

async function run(argv: readonly [string, ...string[]]): Promise<{ wall: number; cpu: number }> {
  const env = {
    PATH: '/usr/bin:/bin',
    HOME: folder,
    LANG: 'C.UTF-8',
    ANSIBLE_CONFIG: join(folder, 'ansible.cfg'),
  };
  const { exit, output, wall, cpu } = await programCost({ argv, cwd: folder, env, mark, limit: 600 });
  if (exit !== 0) throw new Error(`${argv.join(' ')} ended with ${exit}: ${failures(output)}`);
  // Connections that it left are not the next one's.
  await endMarked(mark);
  return { wall, cpu };
}

/** What of a long output tells why. */
const failures = (output: string): string =>
  output
    .split('\n')
    .filter((line) => /FAILED|UNREACHABLE|rror/.test(line))
    .join('\n')
    .slice(-1_000);

installPeers();
buildGorun();
await mkdir(folder, { recursive: true });
const figures: Figures[] = [];
try {
  for (const size of values.hosts.split(',').map(Number)) {
    await writeFiles(await labUp({ hosts: size, go: '1.21.13', instance, project: folder }));
    const costs = new Map(Object.keys(tools).map((tool) => [tool, [] as { wall: number; cpu: number }[]]));
    // The first start of PowerShell on a host reads its assemblies from the disk.
    await run(tools.gorun ?? ['']);
    for (let round = 0; round < Number(values.rounds); round++)
      for (const [tool, argv] of Object.entries(tools)) costs.get(tool)?.push(await run(argv));
    for (const [tool, all] of costs)
      figures.push({
        tool,
        hosts: size,
        wall: spread(all.map(({ wall }) => wall)),
        cpu: spread(all.map(({ cpu }) => cpu)),
      });
  }
} finally {
  await endMarked(mark);
  await labDown({ instance });
  await rm(folder, { recursive: true, force: true });
}
const shown = ({ median, min, max }: Spread) =>
  `${median.toFixed(2)} (${min.toFixed(2)} to ${max.toFixed(2)})`;
const rows = figures.map(({ tool, hosts, wall, cpu }) => [String(hosts), tool, shown(wall), shown(cpu)]);
console.log(tableLines(['hosts', 'tool', 'wall s', 'CPU s'], rows).join('\n'));
if (values.json !== undefined) {
  const at = new Date().toISOString();
  await writeFile(
    values.json,
    `${JSON.stringify({ at, machine: machineFacts(), tasks, figures }, undefined, 2)}\n`,
  );
}
