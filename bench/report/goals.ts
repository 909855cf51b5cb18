import type { Measured } from './read.ts';
import { bestOf, ratio, type Sum, sumOf } from './sums.ts';

/** What was to be reached, and what was. */
export interface Goal {
  readonly what: string;
  readonly wanted: string;
  readonly reached: string;
  /** Undefined: not measured. */
  readonly met: boolean | undefined;
}

const times = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)}×`;
const unknown = 'not measured yet';

/** A ratio to Ansible's linear strategy and to the fastest that Mitogen does. */
function speed(
  sums: readonly Sum[],
  what: string,
  one: string,
  hosts: number,
  wanted: readonly [number, number],
): Goal {
  const asked = { case: one, hosts };
  const ours = sumOf(sums, asked, 'gorun');
  const peers = [sumOf(sums, asked, 'ansible-linear'), bestOf(sums, asked, 'mitogen', 'wall')];
  const words = `${wanted[0]}× Ansible linear, ${wanted[1]}× Mitogen`;
  const [ansible, mitogen] = peers;
  if (ours === undefined || ansible === undefined || mitogen === undefined)
    return { what, wanted: words, reached: unknown, met: undefined };
  const reached = [ratio(ansible.wall, ours.wall), ratio(mitogen.wall, ours.wall)] as const;
  return {
    what,
    wanted: words,
    reached: `${times(reached[0])}, ${times(reached[1])}`,
    met: reached[0] >= wanted[0] && reached[1] >= wanted[1],
  };
}

/** A ratio to Ansible's linear strategy where both use what a run before has left open; Mitogen leaves nothing. */
function speedOpen(sums: readonly Sum[], hosts: number): Goal {
  const asked = { case: 'unchanged-warm', hosts };
  const what = `${hosts} hosts, nothing to change, connections open`;
  const wanted = '25× Ansible linear';
  const [ours, ansible] = [sumOf(sums, asked, 'gorun-persist'), sumOf(sums, asked, 'ansible-linear')];
  if (ours === undefined || ansible === undefined) return { what, wanted, reached: unknown, met: undefined };
  const reached = ratio(ansible.wall, ours.wall);
  return { what, wanted, reached: times(reached), met: reached >= 25 };
}

function processor(sums: readonly Sum[], hosts: number): Goal {
  const asked = { case: 'unchanged', hosts };
  const what = `controller's CPU, nothing to change, ${hosts} hosts`;
  const wanted = '20 times less than either';
  const ours = sumOf(sums, asked, 'gorun');
  const [ansible, mitogen] = [bestOf(sums, asked, 'ansible', 'cpu'), bestOf(sums, asked, 'mitogen', 'cpu')];
  if (ours === undefined || ansible === undefined || mitogen === undefined)
    return { what, wanted, reached: unknown, met: undefined };
  const reached = [ratio(ansible.cpu, ours.cpu), ratio(mitogen.cpu, ours.cpu)] as const;
  return {
    what,
    wanted,
    reached: `${times(reached[0])} Ansible, ${times(reached[1])} Mitogen`,
    met: Math.min(...reached) >= 20,
  };
}

function memory(sums: readonly Sum[], one: string): Goal {
  const asked = { case: one, hosts: 100 };
  const what = `controller's peak memory, 100 hosts, ${one === 'changed' ? 'all change' : 'nothing to change'}`;
  const wanted = '150 MB, and below both';
  const ours = sumOf(sums, asked, 'gorun');
  const [ansible, mitogen] = [
    bestOf(sums, asked, 'ansible', 'memory'),
    bestOf(sums, asked, 'mitogen', 'memory'),
  ];
  if (ours === undefined || ansible === undefined || mitogen === undefined)
    return { what, wanted, reached: unknown, met: undefined };
  const [least, most] = [Math.min(ansible.memory.median, mitogen.memory.median), ours.memory.median];
  return {
    what,
    wanted,
    reached: `${most.toFixed(0)} MB; Ansible ${ansible.memory.median.toFixed(0)} MB, Mitogen ${mitogen.memory.median.toFixed(0)} MB`,
    met: most <= 150 && most < least,
  };
}

function fleet({ scale }: Measured): Goal {
  const what = '10,000 simulated hosts, nothing to change, in process';
  const wanted = '15 s of CPU, 1 GB, exponent 1.05';
  const one = scale?.measured.find((each) => each.way === 'in-process' && each.case === 'nothing to change');
  const figures = one?.figures.find(({ hosts }) => hosts === 10_000);
  if (one === undefined || figures === undefined) return { what, wanted, reached: unknown, met: undefined };
  const { cpuOfProcess, peakMemory } = figures;
  return {
    what,
    wanted,
    reached: `${cpuOfProcess.toFixed(1)} s, ${peakMemory.toFixed(0)} MB, ${one.cpuExponent.toFixed(2)} (CPU), ${one.memoryExponent.toFixed(2)} (memory)`,
    met: cpuOfProcess <= 15 && peakMemory <= 1_024 && Math.max(one.cpuExponent, one.memoryExponent) <= 1.05,
  };
}

function start({ startup }: Measured, command: string, seconds: number): Goal {
  const what = `gorun ${command}`;
  const wanted = `${seconds} s`;
  const all = startup?.starts.filter(({ name }) => name.startsWith(what)) ?? [];
  const best = all.reduce<(typeof all)[number] | undefined>(
    (least, one) => (least === undefined || one.median < least.median ? one : least),
    undefined,
  );
  if (best === undefined) return { what, wanted, reached: unknown, met: undefined };
  return {
    what,
    wanted,
    reached: `${best.median.toFixed(3)} s (${best.name.split(', ')[1]})`,
    met: best.median <= seconds,
  };
}

/** Round trips beyond those that anybody needs who connects, logs in and starts a command. */
function distance({ latency }: Measured): Goal {
  const what = 'far hosts, nothing to change';
  const wanted = 'at most 2 round trips after authentication';
  const of = (tool: string) => latency?.growths.find((growth) => growth.tool === tool)?.roundTrips;
  const [ours, bare] = [of('gorun'), of('ssh HOST true')];
  if (ours === undefined || bare === undefined) return { what, wanted, reached: unknown, met: undefined };
  // Starting its command is the last of ssh's own.
  const more = ours - (bare - 1);
  return {
    what,
    wanted,
    reached: `${more.toFixed(1)} (${ours.toFixed(1)} in all; ssh alone ${bare.toFixed(1)})`,
    met: more < 2.5,
  };
}

/** All goals, in the order in which they are told. */
export function goalsOf(measured: Measured, sums: readonly Sum[]): readonly Goal[] {
  return [
    speed(sums, '50 hosts, nothing to change', 'unchanged', 50, [25, 20]),
    speed(sums, '100 hosts, nothing to change', 'unchanged', 100, [25, 20]),
    speedOpen(sums, 50),
    speedOpen(sums, 100),
    speed(sums, '50 hosts, all change', 'changed', 50, [8, 5]),
    speed(sums, '100 hosts, all change', 'changed', 100, [8, 5]),
    processor(sums, 50),
    processor(sums, 100),
    memory(sums, 'unchanged'),
    memory(sums, 'changed'),
    distance(measured),
    fleet(measured),
    start(measured, '--version', 0.12),
    start(measured, 'playbook --syntax-check', 0.4),
  ];
}
