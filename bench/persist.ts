/**
 * What --persist saves: the same run over N Linux hosts of the lab where nothing is to be changed, with connections of its own and with those that the
 * run before it left, in turn; near, and over ways that add so many ms to every round trip.
 *
 *   node bench/persist.ts [--hosts 1,10,50] [--distances 0,100] [--rounds 5] [--json FILE]
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { labDown, labUp } from '../lab/index.ts';
import { slowFleet } from './latency/slow-fleet.ts';
import { machineFacts } from './measure/machine.ts';
import { programCost } from './measure/program-cost.ts';
import { type Spread, spread } from './measure/statistics.ts';
import { tableLines } from './measure/table.ts';
import { buildGorun, gorunProgram } from './peers/build-gorun.ts';
import type { BenchHosts } from './peers/hosts.ts';

const { values } = parseArgs({
  options: {
    hosts: { type: 'string', default: '1,10,50' },
    distances: { type: 'string', default: '0,100' },
    rounds: { type: 'string', default: '5' },
    json: { type: 'string' },
  },
});

/** Seconds of a run, and of CPU: its own, and that of the process that keeps connections meanwhile. */
interface Cost {
  readonly wall: number;
  readonly cpu: number;
}

const instance = 'bench-persist';
const folder = await mkdtemp(join(tmpdir(), 'gorun-bench-'));
const env = {
  PATH: '/usr/bin:/bin',
  HOME: folder,
  NO_COLOR: '1',
  XDG_RUNTIME_DIR: join(folder, 'run'),
};

async function gorun(...words: readonly string[]): Promise<Cost> {
  const { exit, ...cost } = await programCost({
    argv: [process.execPath, gorunProgram, ...words],
    cwd: folder,
    env,
    mark: `HOME=${folder}`,
    limit: 600,
  });
  if (exit !== 0) throw new Error(`gorun ${words.join(' ')} ended with ${exit}: ${cost.output}`);
  return { wall: cost.wall, cpu: cost.cpu };
}

/** The inventory of so many hosts. */
async function inventory({ hosts, privateKey, knownHosts, user }: BenchHosts, count: number): Promise<void> {
  const vars = {
    ansible_user: user,
    ansible_ssh_private_key_file: privateKey,
    gorun_ssh_known_hosts_file: knownHosts,
  };
  const entries = hosts
    .slice(0, count)
    .map(({ name, address, port }) => [name, { ansible_host: address, ansible_port: port }]);
  await writeFile(
    join(folder, 'hosts.yml'),
    JSON.stringify({ all: { hosts: Object.fromEntries(entries), vars } }),
  );
}

async function run(...more: readonly string[]): Promise<Cost> {
  return gorun('playbook', 'same.yml', '-i', 'hosts.yml', '-o', 'plain', ...more);
}

const tasks = Array.from({ length: 6 }, (_, n) => ({
  copy: { dest: `/etc/gorun-bench/${n}`, content: `the text of file ${n}\n` },
}));
const sizes = values.hosts.split(',').map(Number);
const results: {
  hosts: number;
  distance: number;
  cold: Record<string, Spread>;
  kept: Record<string, Spread>;
}[] = [];
buildGorun();
try {
  await mkdir(env.XDG_RUNTIME_DIR, { mode: 0o700 });
  await writeFile(join(folder, 'same.yml'), JSON.stringify([{ hosts: 'all', tasks }]));
  const lab = await labUp({ linux: Math.max(...sizes), linuxGo: 'none', instance, project: folder });
  const near: BenchHosts = {
    hosts: lab.linux.map(({ name, address, port, root }) => ({ name, address, port, folder: root })),
    user: 'root',
    privateKey: lab.privateKey,
    knownHosts: lab.knownHosts,
    depot: lab.depotDir,
  };
  for (const distance of values.distances.split(',').map(Number)) {
    const fleet = distance === 0 ? { ...near, close: () => {} } : await slowFleet(near, folder, distance);
    for (const hosts of sizes) {
      await inventory(fleet, hosts);
      // What is to be there is made, what is to be kept is left, and the files of gorun are in memory.
      await run();
      await run('--persist');
      const [cold, kept]: [Cost[], Cost[]] = [[], []];
      for (let round = 0; round < Number(values.rounds); round++) {
        cold.push(await run());
        kept.push(await run('--persist'));
      }
      results.push({ hosts, distance, cold: spreads(cold), kept: spreads(kept) });
    }
    await gorun('persist', 'stop');
    fleet.close();
  }
} finally {
  await gorun('persist', 'stop').catch(() => {});
  await labDown({ instance });
  await rm(folder, { recursive: true, force: true });
}
const shown = (all: Record<string, Spread>, name: keyof Cost) => {
  const { median, min, max } = all[name] ?? spread([]);
  return `${median.toFixed(2)} (${min.toFixed(2)} to ${max.toFixed(2)})`;
};
const head = ['hosts', 'round trip', 'wall s', 'with --persist', 'CPU s', 'with --persist', 'faster'];
const rows = results.map(({ hosts, distance, cold, kept }) => [
  String(hosts),
  `+${distance} ms`,
  shown(cold, 'wall'),
  shown(kept, 'wall'),
  shown(cold, 'cpu'),
  shown(kept, 'cpu'),
  `${((cold.wall?.median ?? 0) / (kept.wall?.median ?? 1)).toFixed(1)}×`,
]);
console.log(tableLines(head, rows).join('\n'));
if (values.json !== undefined)
  await writeFile(
    values.json,
    `${JSON.stringify({ at: new Date().toISOString(), machine: machineFacts(), results }, undefined, 2)}\n`,
  );

function spreads(costs: readonly Cost[]): Record<keyof Cost, Spread> {
  return {
    wall: spread(costs.map(({ wall }) => wall)),
    cpu: spread(costs.map(({ cpu }) => cpu)),
  };
}
