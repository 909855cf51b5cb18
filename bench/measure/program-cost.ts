import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cpuOf, MarkedProcesses } from './marked-processes.ts';
import { MemorySampler, type PeakMemory } from './memory-sampler.ts';

const waiter = join(import.meta.dirname, 'wait-for-tree.py');

/** A program to be measured. */
export interface Program {
  /** Full path, then arguments. */
  readonly argv: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /**
   * `NAME=VALUE`: a variable that is put into its environment. All processes that have it are its own, wherever they hang in the
   * tree, also those that it left running before.
   */
  readonly mark: string;
  /** Seconds; then it is ended with its process group. */
  readonly limit: number;
}

/** What a program cost with all that it started. Seconds and MB. */
export interface ProgramCost {
  readonly exit: number;
  readonly wall: number;
  /** User and system, of the whole tree: of what ended by wait4(2), of what runs on by /proc. */
  readonly cpu: number;
  readonly memory: PeakMemory;
  /** What it said, both streams; the last 256 KiB. */
  readonly output: string;
}

const kept = 256 * 1024;

/** Runs a program and measures its whole process tree; the far side of its connections does not belong to it. */
export async function programCost(program: Program): Promise<ProgramCost> {
  const marked = new MarkedProcesses(program.mark);
  const folder = await mkdtemp(join(tmpdir(), 'gorun-measure-'));
  // Files, not pipes: what the program leaves running would hold a pipe open.
  const [result, said] = [join(folder, 'result.json'), join(folder, 'output')];
  const output = await open(said, 'w');
  try {
    const before = cpuOfAll(marked);
    const child = spawn(
      '/usr/bin/python3',
      [waiter, String(program.limit), result, program.mark, ...program.argv],
      { cwd: program.cwd, env: program.env, stdio: ['ignore', output.fd, output.fd] },
    );
    const sampler = new MemorySampler(marked);
    await once(child, 'exit');
    const memory = sampler.stop();
    const after = cpuOfAll(marked);
    const told = (await readFile(said, 'utf8')).slice(-kept);
    const ended: unknown = JSON.parse(await readFile(result, 'utf8').catch(() => 'null'));
    if (!isEnd(ended)) throw new Error(`${program.argv[0]} could not be measured: ${told}`);
    const { exit, wall, user, system, largest } = ended;
    const exact = {
      ...memory,
      largest: Math.max(memory.largest, largest),
      together: Math.max(memory.together, largest),
    };
    return { exit, wall, cpu: user + system + after - before, memory: exact, output: told };
  } finally {
    await output.close();
    await rm(folder, { recursive: true });
  }
}

/** Ends what a program left running. */
export async function endMarked(mark: string): Promise<void> {
  const marked = new MarkedProcesses(mark);
  for (let tries = 0; tries < 100; tries++) {
    const left = marked.find();
    if (left.length === 0) return;
    for (const { pid } of left) {
      try {
        process.kill(pid, tries < 50 ? 'SIGTERM' : 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    }
    await sleep(100);
  }
  throw new Error(`processes of ${mark} do not end`);
}

/** CPU of the marked processes that live; between two runs those are connections that were left open. */
const cpuOfAll = (marked: MarkedProcesses): number =>
  marked.find().reduce((total, id) => total + cpuOf(id), 0);

interface End {
  readonly exit: number;
  readonly wall: number;
  readonly user: number;
  readonly system: number;
  /** MB, resident, of the largest process that has ended. */
  readonly largest: number;
}

function isEnd(value: unknown): value is End {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['exit', 'wall', 'user', 'system', 'largest'].every(
      (name) => typeof Reflect.get(value, name) === 'number',
    )
  );
}
