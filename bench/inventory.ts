/**
 * What loading a large inventory costs: hosts in 200 groups, three variables beside each host and two in each group; as YAML, as
 * INI and as an inventory script, each in a process of its own, with ansible-inventory beside it where it is installed.
 * node bench/inventory.ts [hosts, 50000 by default]; 50,000 hosts must load in 2 s and 400 MB.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadInventory } from '../src/inventory/load.ts';

const groups = 200;
const ansible = '/usr/bin/ansible-inventory';

interface Member {
  readonly group: string;
  readonly host: string;
  readonly vars: Readonly<Record<string, string | number>>;
}

function fleet(hosts: number): Member[] {
  return Array.from({ length: hosts }, (_, index) => ({
    group: `g${index % groups}`,
    host: `host-${index}.example.com`,
    vars: {
      ansible_host: `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`,
      ansible_port: 22,
      role: 'web',
    },
  }));
}

function byGroup(members: readonly Member[]): [string, Member[]][] {
  return [...Map.groupBy(members, ({ group }) => group)];
}

function asYaml(members: readonly Member[]): string {
  const lines = byGroup(members).flatMap(([group, its]) => [
    `    ${group}:`,
    '      vars:',
    `        zone: ${group}`,
    '        tier: 1',
    '      hosts:',
    ...its.flatMap(({ host, vars }) => [
      `        ${host}:`,
      ...Object.entries(vars).map(([name, value]) => `          ${name}: ${value}`),
    ]),
  ]);
  return `all:\n  children:\n${lines.join('\n')}\n`;
}

function asIni(members: readonly Member[]): string {
  const lines = byGroup(members).flatMap(([group, its]) => [
    `[${group}]`,
    ...its.map(({ host, vars }) => [host, ...Object.entries(vars).map((pair) => pair.join('='))].join(' ')),
    `[${group}:vars]`,
    `zone=${group}`,
    'tier=1',
  ]);
  return `${lines.join('\n')}\n`;
}

/** A script that only prints: its own time would not be gorun's. */
function asScript(members: readonly Member[]): string {
  const list = Object.fromEntries([
    ...byGroup(members).map(([group, its]) => [
      group,
      { hosts: its.map(({ host }) => host), vars: { zone: group, tier: 1 } },
    ]),
    ['_meta', { hostvars: Object.fromEntries(members.map(({ host, vars }) => [host, vars])) }],
  ]);
  return `#!/bin/sh\ncat <<'EOF'\n${JSON.stringify(list)}\nEOF\n`;
}

interface Cost {
  readonly seconds: number;
  readonly megabytes: number;
}

/** Wall time and peak memory of a process, as GNU time would tell them. */
function costOf(command: string, args: readonly string[]): Cost {
  const measured =
    'import os,resource,sys,time\ns=time.time()\np=os.spawnvp(os.P_WAIT,sys.argv[1],sys.argv[1:])\n' +
    'print(p,time.time()-s,resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss,file=sys.stderr)';
  const { stderr } = spawnSync('/usr/bin/python3', ['-c', measured, command, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [status, seconds, kilobytes] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  if (status !== 0) throw new Error(`${command}: ${stderr}`);
  return { seconds: seconds ?? 0, megabytes: (kilobytes ?? 0) / 1024 };
}

async function loadHere(path: string): Promise<void> {
  const inventory = await loadInventory([path], { cwd: tmpdir(), playbookFolder: tmpdir() });
  if (inventory.hosts.size === 0) throw new Error('no hosts');
}

function bench(hosts: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'gorun-bench-'));
  const members = fleet(hosts);
  const forms = { 'hosts.yml': asYaml(members), 'hosts.ini': asIni(members), 'hosts.sh': asScript(members) };
  console.log(`${hosts} hosts in ${groups} groups; whole process: seconds, peak MB`);
  for (const [name, text] of Object.entries(forms)) {
    const path = join(folder, name);
    writeFileSync(path, text, { mode: 0o755 });
    const ours = costOf(process.execPath, [import.meta.filename, '--load', path]);
    const line = `${name.padEnd(10)} gorun ${ours.seconds.toFixed(2)} s ${ours.megabytes.toFixed(0)} MB`;
    if (!existsSync(ansible)) console.log(line);
    else {
      const theirs = costOf(ansible, ['-i', path, '--graph']);
      const ratio = (theirs.seconds / ours.seconds).toFixed(1);
      console.log(
        `${line}   ansible-inventory --graph ${theirs.seconds.toFixed(2)} s ${theirs.megabytes.toFixed(0)} MB   ${ratio} times as long`,
      );
    }
  }
  rmSync(folder, { recursive: true });
}

const [first, path] = process.argv.slice(2);
if (first === '--load' && path !== undefined) await loadHere(path);
else bench(Number(first ?? 50_000));
