/**
 * gorun beside its peers: the same hosts, the same work, in turn. `npm run bench`; docs/performance.md says what is measured and how.
 */
import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { machineFacts } from './measure/machine.ts';
import { buildGorun } from './peers/build-gorun.ts';
import type { PeerCase } from './peers/cases.ts';
import { startHosts, stopHosts } from './peers/hosts.ts';
import { installPeers, peerVersions } from './peers/install.ts';
import type { Ground } from './peers/measure.ts';
import { type BenchOptions, benchOptions, usage } from './peers/options.ts';
import { keptRuns, type Results, type Run, readResults, writeResults } from './peers/results.ts';
import { Turns } from './peers/turns.ts';
import { serveWorkload } from './peers/workload.ts';
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

/** Measures a case and writes each run down at once. */
async function measureCase(
  one: PeerCase,
  on: Ground,
  asked: BenchOptions,
  results: Results,
): Promise<Results> {
  let now = results;
  type Place = Pick<Run, 'tool' | 'case' | 'hosts' | 'round'>;
  const isSame = (run: Place) => (other: Place) =>
    run.tool === other.tool &&
    run.case === other.case &&
    run.hosts === other.hosts &&
    run.round === other.round;
  const isDone = (place: Place) =>
    results.runs.some((run) => run.problem === undefined && isSame(place)(run));
  for await (const run of new Turns(one, on, asked).runs(isDone)) {
    say(run);
    now = { ...now, runs: [...now.runs.filter((other) => !isSame(run)(other)), run] };
    await writeResults(asked.results, now);
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
const machine = machineFacts();
const before = await readResults(asked.results);
let results: Results = { runs: keptRuns(before, machine, asked), machine, versions: peerVersions() };
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
