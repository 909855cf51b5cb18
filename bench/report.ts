/**
 * What showing a run costs: 1,000 hosts, 6 tasks each, 50 at a time, told over ten seconds, as tree and as plain lines.
 * node bench/report.ts [seconds]; the tree must stay under 5 % of one core.
 */
import { Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { RunEvent, RunEventBody, TaskRef } from '../src/engine/events.ts';
import { palette } from '../src/report/colours.ts';
import type { Output } from '../src/report/output.ts';
import { plainReporter } from '../src/report/plain.ts';
import type { Reporter } from '../src/report/reporter.ts';
import { treeReporter } from '../src/report/tree/tree.ts';

const hosts = Array.from({ length: 1_000 }, (_, index) => `host-${index + 1}.example.com`);
const forks = 50;
const limit = 5;

function* bodies(): Generator<RunEventBody> {
  yield { type: 'run.started', playbook: 'bench.yml', check: false, diff: false, forks, plays: 1 };
  yield { type: 'play.started', play: 0, name: 'Bench', hosts, batches: 1 };
  yield { type: 'batch.started', play: 0, batch: 0, of: 1, hosts };
  for (let line = 1; line <= 6; line++) {
    const position = { file: 'bench.yml', line, column: 5 };
    const task: TaskRef = {
      id: `0.tasks.${line}`,
      name: `Task ${line}`,
      module: 'ping',
      position,
      section: 'tasks',
    };
    yield { type: 'task.started', play: 0, batch: 0, task, hosts };
    for (let first = 0; first < hosts.length; first += forks) {
      const some = hosts.slice(first, first + forks);
      for (const host of some) yield { type: 'host.task.started', host, task };
      for (const host of some) {
        const result = { host, status: 'changed', ms: 3, steps: [], result: {} } as const;
        yield { type: 'host.task.finished', host, task, result };
      }
    }
    yield { type: 'task.finished', play: 0, batch: 0, task };
  }
  yield { type: 'batch.finished', play: 0, batch: 0, failed: [], rolledBack: [] };
  yield { type: 'play.finished', play: 0 };
  yield { type: 'run.finished', recap: { hosts: [], exit: 'success', ms: 0 } };
}

/** Tells the run evenly over some seconds; returns the share of one core that was used. */
async function share(reporter: Reporter, seconds: number): Promise<number> {
  const all = [...bodies()].map((body, seq): RunEvent => ({ seq, at: 0, run: 'bench', ...body }));
  const ticks = seconds * 50;
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  for (let tick = 0; tick < ticks; tick++) {
    const from = Math.floor((all.length * tick) / ticks);
    const to = Math.floor((all.length * (tick + 1)) / ticks);
    for (const event of all.slice(from, to)) reporter.listener({ ...event, at: Date.now() });
    await wait(20);
  }
  await reporter.close();
  const { user, system } = process.cpuUsage(cpu);
  return (user + system) / 1_000 / (performance.now() - began);
}

/** A terminal of 120 by 40 that swallows everything, and counts. */
function terminal(): NodeJS.WriteStream & { bytes: number } {
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      sink.bytes += chunk.length;
      done();
    },
  });
  const sink = Object.assign(stream as unknown as NodeJS.WriteStream, {
    isTTY: true,
    columns: 120,
    rows: 40,
    bytes: 0,
  });
  return sink;
}

const seconds = Number(process.argv[2] ?? 10);
const sink = terminal();
const output: Output = { write: (text) => void sink.write(text), columns: () => 120, colours: palette(1) };
const options = { diff: false, verbosity: 0, stats: false, typed: { words: ['gorun'], check: false } };
const idle: Reporter = { listener: () => {}, close: () => Promise.resolve() };
const plain: Reporter = { listener: plainReporter(output, options), close: () => Promise.resolve() };
const tree = treeReporter(output, { ...options, now: Date.now, stdout: sink, stderr: terminal() });

// Compiles what both sides share, so that it counts for neither.
await share(idle, 1);
const base = await share(idle, seconds);
const rows: [string, number][] = [
  ['plain', (await share(plain, seconds)) - base],
  ['tree', (await share(tree, seconds)) - base],
];
for (const [name, used] of rows) console.log(`${name.padEnd(6)} ${(used * 100).toFixed(1)} % of one core`);
console.log(`${sink.bytes} bytes written; telling alone took ${(base * 100).toFixed(1)} %`);
process.exitCode = rows.every(([, used]) => used * 100 < limit) ? 0 : 1;
