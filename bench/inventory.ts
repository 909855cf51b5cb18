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
import { fleetFiles, groups } from './inventory-fleet.ts';

const ansible = '/usr/bin/ansible-inventory';

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

/** Tells what loading costs in this process, its start included. */
async function loadHere(path: string): Promise<void> {
  const inventory = await loadInventory([path], { cwd: tmpdir(), playbookFolder: tmpdir() });
  const { maxRSS } = process.resourceUsage();
  const cost = { hosts: inventory.hosts.size, ms: performance.now(), megabytes: maxRSS / 1024 };
  console.log(JSON.stringify(cost));
}

function bench(hosts: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'gorun-bench-'));
  console.log(`${hosts} hosts in ${groups} groups; whole process: seconds, peak MB`);
  for (const [name, text] of Object.entries(fleetFiles(hosts))) {
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
