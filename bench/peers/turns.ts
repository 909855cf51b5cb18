import { fewRounds, type PeerCase } from './cases.ts';
import { startHosts } from './hosts.ts';
import { Contestant, type Ground } from './measure.ts';
import type { BenchOptions } from './options.ts';
import type { Run } from './results.ts';
import type { Tool } from './tools.ts';
import { resetHost } from './workload.ts';

/** Measures one case over some hosts: round after round, each tool once in each, every other round the other way about. */
export class Turns {
  readonly #one: PeerCase;
  readonly #asked: BenchOptions;
  readonly #hosts: number;
  #ground: Ground;
  /** Tools that have left the hosts as they want them. */
  readonly #settled = new Set<Tool>();

  constructor(one: PeerCase, ground: Ground, asked: BenchOptions) {
    this.#one = one;
    this.#ground = ground;
    this.#asked = asked;
    this.#hosts = ground.fleet.hosts.length;
  }

  /** Yields each run as soon as it has ended. @param isDone Says what need not be measured. */
  async *runs(isDone: (run: Pick<Run, 'tool' | 'case' | 'hosts' | 'round'>) => boolean): AsyncIterable<Run> {
    const { tools, rounds } = this.#asked;
    if (rounds === undefined && this.#hosts > this.#one.most.hosts) return;
    for (let round = 1; round <= Math.max(...tools.map((tool) => this.#rounds(tool))); round++) {
      for (const tool of round % 2 === 1 ? tools : tools.toReversed()) {
        const here = { tool: tool.name, case: this.#one.name, hosts: this.#hosts, round };
        const isMeant = round <= this.#rounds(tool) && this.#hosts >= tool.from && this.#fits(tool);
        if (!isMeant || isDone(here)) continue;
        const run = await this.#run(tool, round);
        yield run;
        if (run.problem === undefined) continue;
        // Hosts may have gone meanwhile: those that are up stay as they are.
        this.#ground = { ...this.#ground, fleet: await startHosts(this.#hosts) };
        this.#settled.clear();
        yield await this.#run(tool, round);
      }
    }
  }

  #fits({ warm }: Tool): boolean {
    return warm === 'also' || (warm === 'only') === this.#one.warm;
  }

  #rounds(tool: Tool): number {
    const few = tool.variant || this.#hosts > fewRounds.above;
    return (
      this.#asked.rounds ?? Math.min(this.#one.most.rounds, few ? fewRounds.rounds : Number.POSITIVE_INFINITY)
    );
  }

  async #run(tool: Tool, round: number): Promise<Run> {
    const contestant = await Contestant.enter(tool, this.#ground);
    try {
      await this.#settle(tool, contestant);
      return await contestant.run(this.#one, round);
    } finally {
      await contestant.close();
    }
  }

  /** Tools put things in other places, so each has to have been there once before it finds nothing to do; and connections are opened. */
  async #settle(tool: Tool, contestant: Contestant): Promise<void> {
    const { changes, book, warm } = this.#one;
    const isNew = changes === 'none' && book === 'workload' && !this.#settled.has(tool);
    if (isNew && this.#settled.size === 0) await Promise.all(this.#ground.fleet.hosts.map(resetHost));
    if (!isNew && !warm) return;
    const problem = await contestant.settle(this.#one);
    if (problem !== undefined) console.log(`${tool.name} before it is measured: ${problem}`);
    this.#settled.add(tool);
  }
}
