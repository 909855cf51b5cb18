/**
 * How a run grows with the distance to its hosts: the workload with nothing to change, over ways that add 0, 20, 100 and 300 ms to every
 * round trip. What a run takes more, divided by what a round trip takes more, is how often it waits for a host.
 *
 *   node bench/latency.ts [--hosts 5] [--rounds 3] [--tools gorun,ansible-linear,mitogen-linear] [--json FILE]
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { slowFleet } from './latency/slow-fleet.ts';
import { machineFacts } from './measure/machine.ts';
import { programCost } from './measure/program-cost.ts';
import { median, slope } from './measure/statistics.ts';
import { tableLines } from './measure/table.ts';
import { buildGorun } from './peers/build-gorun.ts';
import { cases } from './peers/cases.ts';
import { type BenchHosts, startHosts, stopHosts } from './peers/hosts.ts';
import { installPeers } from './peers/install.ts';
import { Contestant } from './peers/measure.ts';
import { benchOptions } from './peers/options.ts';
import type { Tool } from './peers/tools.ts';
import { resetHost, serveWorkload, type Workload } from './peers/workload.ts';

const { values } = parseArgs({
  options: {
    hosts: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '3' },
    tools: { type: 'string', default: 'gorun,ansible-linear,mitogen-linear' },
    json: { type: 'string' },
  },
});
/** Milliseconds. */
const distances = [0, 20, 100, 300];
const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'gorun', 'bench');
const unchanged = cases.find(({ name }) => name === 'unchanged');

/** What one tool took at each distance. */
interface Growth {
  readonly tool: string;
  /** Seconds, medians, in the order of the distances. */
  readonly walls: readonly number[];
  readonly roundTrips: number;
}

/** How often one waits for a host only to get a command run there: what no tool can save that connects anew. */
async function connecting(fleet: BenchHosts): Promise<number> {
  const [host] = fleet.hosts;
  if (host === undefined) return Number.NaN;
  const options = [
    `UserKnownHostsFile=${fleet.knownHosts}`,
    'KexAlgorithms=curve25519-sha256',
    'IdentitiesOnly=yes',
  ].flatMap((option) => ['-o', option]);
  const { wall, exit } = await programCost({
    argv: [
      '/usr/bin/ssh',
      ...['-F', '/dev/null', '-p', String(host.port), '-i', fleet.privateKey, '-l', fleet.user],
      ...options,
      ...[host.address, 'true'],
    ],
    cwd: '/',
    env: { PATH: '/usr/bin:/bin' },
    mark: `GORUN_BENCH=latency-${process.pid}`,
    limit: 60,
  });
  if (exit !== 0) throw new Error(`ssh ended with ${exit}`);
  return wall;
}

async function once(tool: Tool, fleet: BenchHosts, workload: Workload): Promise<number> {
  if (unchanged === undefined) throw new Error('no case');
  const contestant = await Contestant.enter(tool, { folder, fleet, workload, limit: 600 });
  const { wall, problem } = await contestant.run(unchanged, 1);
  await contestant.close();
  if (problem !== undefined) throw new Error(`${tool.name}: ${problem}`);
  return wall;
}

installPeers();
buildGorun();
await mkdir(folder, { recursive: true, mode: 0o700 });
const { tools } = benchOptions(['--tools', values.tools]);
const near = await startHosts(Number(values.hosts));
const workload = await serveWorkload(near.depot);
const walls = new Map<string, number[][]>();
try {
  await Promise.all(near.hosts.map(resetHost));
  for (const tool of tools) {
    const contestant = await Contestant.enter(tool, { folder, fleet: near, workload, limit: 600 });
    if (unchanged !== undefined) await contestant.settle(unchanged);
    await contestant.close();
  }
  for (const distance of distances) {
    const fleet = await slowFleet(near, folder, distance);
    const keep = (name: string, at: number, wall: number) => {
      const rows = walls.get(name) ?? distances.map(() => []);
      rows[at]?.push(wall);
      walls.set(name, rows);
    };
    const at = distances.indexOf(distance);
    for (let round = 0; round < Number(values.rounds); round++) {
      keep('ssh HOST true', at, await connecting(fleet));
      for (const tool of tools) keep(tool.name, at, await once(tool, fleet, workload));
    }
    fleet.close();
  }
} finally {
  workload.close();
  await stopHosts();
}
const growths = [...walls].map(([tool, rows]): Growth => {
  const medians = rows.map(median);
  const points = distances.map((distance, at) => ({
    size: distance / 1_000,
    value: medians[at] ?? Number.NaN,
  }));
  return { tool, walls: medians, roundTrips: slope(points) };
});
const head = ['', ...distances.map((distance) => `+${distance} ms`), 'round trips'];
const rows = growths.map(({ tool, walls: all, roundTrips }) => [
  tool,
  ...all.map((wall) => `${wall.toFixed(2)} s`),
  roundTrips.toFixed(1),
]);
console.log(tableLines(head, rows).join('\n'));
if (values.json !== undefined) {
  const results = {
    at: new Date().toISOString(),
    machine: machineFacts(),
    hosts: near.hosts.length,
    distances,
    growths,
  };
  await writeFile(values.json, `${JSON.stringify(results, undefined, 2)}\n`);
}
