import { join } from 'node:path';
import { cpuOfHosts } from '../measure/hosts-cpu.ts';
import { endMarked, type ProgramCost, programCost } from '../measure/program-cost.ts';
import type { PeerCase } from './cases.ts';
import type { BenchHosts } from './hosts.ts';
import type { Run } from './results.ts';
import type { Tool } from './tools.ts';
import { resetHost, type Workload } from './workload.ts';

/** Where and over which hosts. */
export interface Ground {
  readonly folder: string;
  readonly fleet: BenchHosts;
  readonly workload: Workload;
  /** Seconds that one run may take. */
  readonly limit: number;
}

/** One tool on the ground, with its files written. */
export class Contestant {
  readonly tool: Tool;
  readonly #ground: Ground;
  readonly #folder: string;
  readonly #mark: string;

  private constructor(tool: Tool, ground: Ground) {
    this.tool = tool;
    this.#ground = ground;
    this.#folder = join(ground.folder, 'tools', tool.name);
    // What a tool starts in the background it may give a new environment, but hardly another home.
    this.#mark = `HOME=${this.#folder}`;
  }

  static async enter(tool: Tool, ground: Ground): Promise<Contestant> {
    const contestant = new Contestant(tool, ground);
    await tool.prepare(contestant.#folder, ground.fleet, ground.workload);
    return contestant;
  }

  /** Brings the hosts to where the case begins, runs the tool, and looks whether it did what it should. */
  async run(one: PeerCase, round: number): Promise<Run> {
    const { hosts } = this.#ground.fleet;
    if (one.changes === 'all') await Promise.all(hosts.map(resetHost));
    if (!one.warm) await this.close();
    const before = cpuOfHosts();
    const cost = await this.#once(one);
    const problem = await this.#problem(one, cost);
    return {
      at: new Date().toISOString(),
      tool: this.tool.name,
      case: one.name,
      hosts: hosts.length,
      round,
      wall: rounded(cost.wall, 3),
      cpu: rounded(cost.cpu, 2),
      hostsCpu: rounded(cpuOfHosts() - before, 2),
      memory: rounded(cost.memory.together, 1),
      resident: rounded(cost.memory.resident, 1),
      largest: rounded(cost.memory.largest, 1),
      processes: cost.memory.processes,
      ...(problem === undefined ? {} : { problem }),
    };
  }

  /** Runs unmeasured: hosts are then as the tool wants them, and where it has such, connections are open. Returns what went wrong. */
  async settle(one: PeerCase): Promise<string | undefined> {
    const { exit, output } = await this.#once(one);
    return exit === 0 ? undefined : `exit code ${exit}: ${output.trim().slice(-300)}`;
  }

  /** Ends what it left running. */
  async close(): Promise<void> {
    await endMarked(this.#mark);
  }

  #once(one: PeerCase): Promise<ProgramCost> {
    const { limit } = this.#ground;
    return programCost({ ...this.tool.program(this.#folder, one.book), mark: this.#mark, limit });
  }

  async #problem(one: PeerCase, { exit, output, wall }: ProgramCost): Promise<string | undefined> {
    if (wall >= this.#ground.limit) return `ended after ${this.#ground.limit} s`;
    if (exit !== 0) return `exit code ${exit}: ${output.trim().slice(-300)}`;
    return this.tool.problem(this.#folder, output, this.#ground.fleet.hosts.length, one.changes);
  }
}

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));
