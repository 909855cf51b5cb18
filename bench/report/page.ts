import { markdownTable } from '../measure/table.ts';
import { cases } from '../peers/cases.ts';
import { goalsOf } from './goals.ts';
import type { LatencyResults, Measured, ScaleResults, StartupResults, WindowsResults } from './read.ts';
import { ratio, type Sum, sumOf, sumsOf } from './sums.ts';
import { howMeasured, intro, latencyWords, scaleWords, windowsWords } from './words.ts';

/** docs/performance.md, of what was measured. */
export function performancePage(measured: Measured, hasPicture: boolean): string {
  const sums = sumsOf(measured.peers?.runs ?? []);
  const goals = goalsOf(measured, sums).map(({ what, wanted, reached, met }) => [
    what,
    wanted,
    reached,
    met === undefined ? '' : met ? 'yes' : '**no**',
  ]);
  return [
    '<!-- Written by `npm run bench -- --report` from bench/results. -->',
    '# Performance',
    intro,
    ...(hasPicture ? ['![gorun beside Ansible and Mitogen](performance.svg)'] : []),
    '## What was to be reached',
    markdownTable(['', 'wanted', 'reached', 'met'], goals),
    ...machineWords(measured),
    '## Beside Ansible and Mitogen',
    ...peerTables(sums),
    '## Far hosts',
    latencyWords,
    ...(measured.latency === undefined ? ['Not measured yet.'] : [latencyTable(measured.latency)]),
    '## Windows hosts',
    windowsWords,
    ...(measured.windows === undefined ? ['Not measured yet.'] : [windowsTable(measured.windows)]),
    '## Large fleets',
    scaleWords,
    ...(measured.scale === undefined ? ['Not measured yet.'] : scaleTables(measured.scale)),
    '## Starting',
    ...(measured.startup === undefined ? ['Not measured yet.'] : [startTable(measured.startup)]),
    '## How it is measured',
    howMeasured,
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

function latencyTable({ distances, growths }: LatencyResults): string {
  const head = ['', ...distances.map((ms) => `+${ms} ms`), 'round trips waited for'];
  const rows = growths.map(({ tool, walls, roundTrips }) => [
    tool,
    ...walls.map((wall) => `${wall.toFixed(2)} s`),
    roundTrips.toFixed(1),
  ]);
  return markdownTable(head, rows);
}

function windowsTable({ figures }: WindowsResults): string {
  const rows = figures.map(({ tool, hosts, wall, cpu }) => [
    String(hosts),
    tool,
    spreadWords(wall, 1),
    spreadWords(cpu, 1),
  ]);
  return markdownTable(['hosts', 'tool', 'wall, s', 'CPU, s'], rows);
}

function machineWords({ peers, scale, startup }: Measured): string[] {
  const first = peers ?? scale ?? startup;
  if (first === undefined) return [];
  const days = [...(peers?.runs ?? []).map(({ at }) => at), scale?.at, startup?.at]
    .flatMap((at) => (at === undefined ? [] : [at.slice(0, 10)]))
    .sort();
  const { system, kernel, processor, cores, memoryGB } = first.machine;
  const versions = Object.entries(peers?.versions ?? {}).map(([name, version]) => `${name} ${version}`);
  return [
    `Measured from ${days[0]} to ${days.at(-1)} on ${cores} cores of “${processor}”, ${memoryGB} GB, ${system}, Linux ${kernel}${versions.length === 0 ? '' : `; ${versions.join(', ')}`}.`,
  ];
}

const spreadWords = ({ median, min, max }: Sum['wall'], digits: number): string =>
  `${median.toFixed(digits)} (${min.toFixed(digits)}–${max.toFixed(digits)})`;

function peerTables(sums: readonly Sum[]): string[] {
  const tables = cases.flatMap((one) => {
    const own = sums.filter((sum) => sum.case === one.name);
    if (own.length === 0) return [];
    const rows = own.map((sum) => {
      const { tool, hosts, rounds, bad, wall, cpu, hostsCpu, memory } = sum;
      const ours = sumOf(sums, sum, one.warm ? 'gorun-persist' : 'gorun');
      const compared = tool.startsWith('gorun') || ours === undefined;
      return [
        String(hosts),
        tool,
        spreadWords(wall, 1),
        spreadWords(cpu, 1),
        spreadWords(hostsCpu, 1),
        spreadWords(memory, 0),
        compared ? '' : `${ratio(wall, ours.wall).toFixed(1)}×`,
        compared ? '' : `${ratio(cpu, ours.cpu).toFixed(1)}×`,
        `${rounds}${bad === 0 ? '' : ` (${bad} not counted)`}`,
      ];
    });
    const head = [
      'hosts',
      'tool',
      'wall, s',
      'CPU, s',
      'hosts’ CPU, s',
      'memory, MB',
      'wall of gorun’s',
      'CPU of gorun’s',
      'rounds',
    ];
    return [`### ${one.words[0]?.toUpperCase()}${one.words.slice(1)}`, markdownTable(head, rows)];
  });
  return tables.length === 0 ? ['Not measured yet.'] : tables;
}

function scaleTables({ measured }: ScaleResults): string[] {
  const rows = measured.flatMap(({ way, case: one, figures, cpuExponent, memoryExponent }) =>
    figures.map((of, index) => [
      `${one}, ${way}`,
      of.hosts.toLocaleString('en'),
      of.cpu.toFixed(1),
      of.wall.toFixed(1),
      of.peakMemory.toFixed(0),
      of.roundTrips.toFixed(2),
      (of.bytesSent / 1_024).toFixed(0),
      (of.bytesReceived / 1_024).toFixed(1),
      of.allocated === 0 ? '' : (of.allocated / 1_024).toFixed(0),
      of.live === 0 ? '' : (of.live / 1_024).toFixed(0),
      index === figures.length - 1 ? `${cpuExponent.toFixed(2)}, ${memoryExponent.toFixed(2)}` : '',
    ]),
  );
  const perHost = ['round trips', 'KB sent', 'KB got', 'KB allocated', 'KB alive'].map(
    (word) => `${word} a host`,
  );
  return [
    markdownTable(['', 'hosts', 'CPU, s', 'wall, s', 'peak MB', ...perHost, 'exponents (CPU, memory)'], rows),
  ];
}

function startTable({ starts }: StartupResults): string {
  const ms = (seconds: number) => `${(seconds * 1_000).toFixed(0)} ms`;
  const rows = starts.map(({ name, median, min, max }) => [name, ms(median), ms(min), ms(max)]);
  return markdownTable(['', 'median', 'least', 'most'], rows);
}
