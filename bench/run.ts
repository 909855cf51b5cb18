/**
 * gorun beside its peers: the same hosts, the same work, in turn. `npm run bench`; docs/performance.md says what is measured and how.
 */
import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { machineFacts } from './measure/machine.ts';
import { buildGorun } from './peers/build-gorun.ts';
import { fewRounds, type PeerCase } from './peers/cases.ts';
import { startHosts, stopHosts } from './peers/hosts.ts';
import { installPeers, peerVersions } from './peers/install.ts';
import { Contestant, type Ground } from './peers/measure.ts';
import { type BenchOptions, benchOptions, usage } from './peers/options.ts';
import { type Results, type Run, readResults, writeResults } from './peers/results.ts';
import type { Tool } from './peers/tools.ts';
import { resetHost, serveWorkload } from './peers/workload.ts';
import { writeReport } from './report/write.ts';

/** Where hosts and the files of the tools lie. */
const ground = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'gorun', 'bench');

function options(): BenchOptions {
  try {
    return benchOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exit(2);
  }
}

function say({ tool, case: what, hosts, round, wall, cpu, memory, processes, problem }: Run): void {
  const figures = `${wall.toFixed(2)} s, ${cpu.toFixed(2)} s CPU, ${memory.toFixed(0)} MB in ${processes} processes`;
  console.log(
    `${String(hosts).padStart(4)} hosts  ${what.padEnd(14)} ${String(round)}  ${tool.padEnd(20)} ${figures}${problem === undefined ? '' : `  NOT COUNTED: ${problem}`}`,
  );
}

/** Measures one case: round after round, each tool once in each, every other round the other way about. */
async function measureCase(
  one: PeerCase,
  on: Ground,
  asked: BenchOptions,
  results: Results,
): Promise<Results> {
  const hosts = on.fleet.hosts.length;
  if (asked.rounds === undefined && hosts > one.most.hosts) return results;
  let now = results;
  // Tools put things in other places, so each has to have been there once.
  const settled = new Set<Tool>(one.changes === 'all' || one.book === 'null' ? asked.tools : []);
  if (settled.size === 0) await Promise.all(on.fleet.hosts.map(resetHost));
  const roundsOf = (tool: Tool) =>
    asked.rounds ??
    Math.min(one.most.rounds, tool.variant || hosts > fewRounds.above ? fewRounds.rounds : one.most.rounds);
  for (let round = 1; round <= Math.max(...asked.tools.map(roundsOf)); round++) {
    const order = round % 2 === 1 ? asked.tools : asked.tools.toReversed();
    for (const tool of order) {
      if (round > roundsOf(tool) || hosts < tool.from) continue;
      const isSame = (run: Run) =>
        run.tool === tool.name && run.case === one.name && run.hosts === hosts && run.round === round;
      if (!asked.again && now.runs.some((run) => isSame(run) && run.problem === undefined)) continue;
      if (one.warm && !tool.warm) continue;
      const contestant = await Contestant.enter(tool, on);
      if (one.warm || !settled.has(tool)) await contestant.settle(one);
      settled.add(tool);
      const run = await contestant.run(one, round);
      await contestant.close();
      say(run);
      now = { ...now, runs: [...now.runs.filter((other) => !isSame(other)), run] };
      await writeResults(asked.results, now);
    }
  }
  return now;
}

const asked = options();
if (asked.report) {
  await writeReport();
  process.exit(0);
}
installPeers();
buildGorun();
await mkdir(dirname(asked.results), { recursive: true });
await mkdir(ground, { recursive: true, mode: 0o700 });
let results: Results = {
  runs: [],
  ...(await readResults(asked.results)),
  machine: machineFacts(),
  versions: peerVersions(),
};
try {
  for (const size of asked.sizes) {
    const fleet = await startHosts(size);
    const workload = await serveWorkload(fleet.depot);
    for (const one of asked.cases)
      results = await measureCase(
        one,
        { folder: ground, fleet, workload, limit: asked.limit },
        asked,
        results,
      );
    workload.close();
  }
} finally {
  await stopHosts();
}
await writeReport();
