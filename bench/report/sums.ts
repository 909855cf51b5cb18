import { type Spread, spread } from '../measure/statistics.ts';
import { cases } from '../peers/cases.ts';
import type { Run } from '../peers/results.ts';
import { tools } from '../peers/tools.ts';

/** All rounds of one tool in one case over so many hosts. */
export interface Sum {
  readonly tool: string;
  readonly case: string;
  readonly hosts: number;
  readonly rounds: number;
  /** Runs that did not do what they should. */
  readonly bad: number;
  readonly wall: Spread;
  readonly cpu: Spread;
  readonly hostsCpu: Spread;
  readonly memory: Spread;
}

/** Sums up what counts, in the order of cases, sizes and tools. */
export function sumsOf(runs: readonly Run[]): readonly Sum[] {
  const groups = [...Map.groupBy(runs, (run) => `${run.case} ${run.hosts} ${run.tool}`).values()];
  const sums = groups.flatMap((group): Sum[] => {
    const [first] = group;
    const good = group.filter(({ problem }) => problem === undefined);
    if (first === undefined) return [];
    return [
      {
        tool: first.tool,
        case: first.case,
        hosts: first.hosts,
        rounds: good.length,
        bad: group.length - good.length,
        wall: spread(good.map(({ wall }) => wall)),
        cpu: spread(good.map(({ cpu }) => cpu)),
        hostsCpu: spread(good.map(({ hostsCpu }) => hostsCpu)),
        memory: spread(good.map(({ memory }) => memory)),
      },
    ];
  });
  const place = (names: readonly { readonly name: string }[], name: string) =>
    names.findIndex((one) => one.name === name);
  return sums.sort(
    (a, b) =>
      place(cases, a.case) - place(cases, b.case) ||
      a.hosts - b.hosts ||
      place(tools, a.tool) - place(tools, b.tool),
  );
}

/** A question to the sums. */
export interface Asked {
  readonly case: string;
  readonly hosts: number;
}

/** One tool's sum, where it was measured. */
export function sumOf(sums: readonly Sum[], { case: one, hosts }: Asked, tool: string): Sum | undefined {
  return sums.find((sum) => sum.case === one && sum.hosts === hosts && sum.tool === tool && sum.rounds > 0);
}

/** The fastest way in which a peer was set up, by the figure asked for. */
export function bestOf(
  sums: readonly Sum[],
  { case: one, hosts }: Asked,
  peer: string,
  of: 'wall' | 'cpu' | 'memory',
): Sum | undefined {
  return sums
    .filter(
      (sum) => sum.case === one && sum.hosts === hosts && sum.rounds > 0 && sum.tool.startsWith(`${peer}-`),
    )
    .sort((a, b) => a[of].median - b[of].median)[0];
}

/** How many times as much: of medians. */
export const ratio = (theirs: Spread, ours: Spread): number => theirs.median / ours.median;
