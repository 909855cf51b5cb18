/**
 * What a large fleet costs: simulated hosts through the whole tool (playbook, inventory, engine, the worker's client, report
 * and log), in this process and over sockets of loopback to one other process. Each run has a process of its own.
 *
 *   node bench/scale.ts [--hosts 1000,3000,10000] [--ways in-process,tcp] [--cases WORD] [--json FILE]
 *
 * 10,000 hosts in process with nothing to change must stay under 15 s of CPU and 1 GB, and grow with an exponent of at most 1.05.
 */
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { machineFacts } from './measure/machine.ts';
import { growthExponent } from './measure/statistics.ts';
import { tableLines } from './measure/table.ts';
import { cases, type ScaleCase } from './scale/cases.ts';
import { oneRun, type RunFigures, type RunOrder } from './scale/one-run.ts';

/** Minutes that one run may take. */
const limit = 10;

const { values } = parseArgs({
  options: {
    hosts: { type: 'string', default: '1000,3000,10000' },
    ways: { type: 'string', default: 'in-process,tcp' },
    cases: { type: 'string', default: '' },
    json: { type: 'string' },
    one: { type: 'string' },
  },
});

/** Runs in a new process, so that no run warms up another or shares its memory. */
async function inOwnProcess(order: RunOrder): Promise<RunFigures> {
  const flags = order.allocations ? ['--expose-gc'] : [];
  const child = spawn(process.execPath, [...flags, import.meta.filename, '--one', JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: limit * 60_000,
  });
  let text = '';
  for await (const chunk of child.stdout) text += String(chunk);
  if (text === '')
    throw new Error(`the run ended with ${child.exitCode ?? child.signalCode}: ${JSON.stringify(order)}`);
  return JSON.parse(text) as RunFigures;
}

interface Measured {
  readonly way: RunOrder['way'];
  readonly case: string;
  readonly figures: readonly RunFigures[];
  readonly cpuExponent: number;
  readonly memoryExponent: number;
}

const head = [
  'hosts',
  'CPU s',
  'wall s',
  'peak MB',
  'ms/host',
  'KB/host',
  'trips',
  'messages',
  'KB sent',
  'KB got',
  'KB allocated',
  'KB alive',
];

function row(figures: RunFigures): string[] {
  const { hosts, cpu, wall, peakMemory, baseMemory } = figures;
  return [
    hosts.toLocaleString('en'),
    cpu.toFixed(2),
    wall.toFixed(2),
    peakMemory.toFixed(0),
    ((cpu * 1_000) / hosts).toFixed(2),
    (((peakMemory - baseMemory) * 1_024) / hosts).toFixed(0),
    figures.roundTrips.toFixed(2),
    figures.messages === 0 ? '' : figures.messages.toFixed(1),
    (figures.bytesSent / 1_024).toFixed(1),
    (figures.bytesReceived / 1_024).toFixed(1),
    figures.allocated === 0 ? '' : (figures.allocated / 1_024).toFixed(0),
    figures.live === 0 ? '' : (figures.live / 1_024).toFixed(1),
  ];
}

async function measure(way: RunOrder['way'], one: ScaleCase, sizes: readonly number[]): Promise<Measured> {
  console.log(`\n${one.name}, ${way}`);
  const figures: RunFigures[] = [];
  for (const hosts of sizes) {
    const order = { hosts, way, ...one.order };
    const timed = await inOwnProcess({ ...order, allocations: false });
    const problem = one.check(timed);
    if (problem !== undefined) throw new Error(`${one.name}: ${problem}; found ${JSON.stringify(timed)}`);
    // In process the simulated side would be counted as well.
    const counted = way === 'tcp' ? await inOwnProcess({ ...order, allocations: true }) : undefined;
    figures.push(
      counted === undefined ? timed : { ...timed, allocated: counted.allocated, live: counted.live },
    );
  }
  console.log(
    tableLines(head, figures.map(row))
      .map((line) => `  ${line}`)
      .join('\n'),
  );
  const cpuExponent = growthExponent(figures.map(({ hosts, cpu }) => ({ size: hosts, value: cpu })));
  const memoryExponent = growthExponent(
    figures.map(({ hosts, peakMemory, baseMemory }) => ({ size: hosts, value: peakMemory - baseMemory })),
  );
  console.log(
    `  grows with hosts to the power of ${cpuExponent.toFixed(3)} (CPU), ${memoryExponent.toFixed(3)} (memory)`,
  );
  return { way, case: one.name, figures, cpuExponent, memoryExponent };
}

const isWay = (word: string): word is RunOrder['way'] => word === 'in-process' || word === 'tcp';

if (values.one !== undefined) {
  console.log(JSON.stringify(await oneRun(JSON.parse(values.one) as RunOrder)));
} else {
  const sizes = values.hosts.split(',').map(Number);
  const measured: Measured[] = [];
  for (const one of cases.filter(({ name }) => name.includes(values.cases)))
    for (const way of values.ways.split(',').filter(isWay)) measured.push(await measure(way, one, sizes));
  if (values.json !== undefined) {
    const results = { at: new Date().toISOString(), machine: machineFacts(), measured };
    await writeFile(values.json, `${JSON.stringify(results, undefined, 2)}\n`);
  }
  const goal = measured.find((one) => one.way === 'in-process' && one.case === 'nothing to change');
  const largest = goal?.figures.find(({ hosts }) => hosts === 10_000);
  if (goal !== undefined && largest !== undefined)
    process.exitCode =
      largest.cpuOfProcess <= 15 && largest.peakMemory <= 1_024 && goal.cpuExponent <= 1.05 ? 0 : 1;
}
