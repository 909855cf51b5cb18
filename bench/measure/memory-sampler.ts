import { readFileSync } from 'node:fs';
import type { MarkedProcesses } from './marked-processes.ts';

/** The most memory seen at one time, in MB. */
export interface PeakMemory {
  /** Of all processes: what each has to itself, and of what they share, what the largest sharer has, once. */
  readonly together: number;
  /** Sum of the resident sizes: what is shared counts in each process. */
  readonly resident: number;
  /** Of the largest process, resident. */
  readonly largest: number;
  readonly processes: number;
  readonly samples: number;
}

/** Milliseconds between samples at least; and looking may take at most a twentieth of one core. */
const shortest = 100;
const share = 20;

/** Looks at the memory of marked processes again and again until it is stopped. */
export class MemorySampler {
  readonly #processes: MarkedProcesses;
  #timer: NodeJS.Timeout | undefined;
  #peak: PeakMemory = { together: 0, resident: 0, largest: 0, processes: 0, samples: 0 };

  constructor(processes: MarkedProcesses) {
    this.#processes = processes;
    this.#look();
  }

  stop(): PeakMemory {
    clearTimeout(this.#timer);
    return this.#peak;
  }

  #look(): void {
    const began = performance.now();
    const sizes = this.#processes.find().flatMap(({ pid }) => sizeOf(pid));
    const sum = (of: (size: Size) => number) => sizes.reduce((total, size) => total + of(size), 0);
    const { together, resident, largest, processes, samples } = this.#peak;
    const sharedOnce = Math.max(0, ...sizes.map((size) => size.resident - size.own));
    this.#peak = {
      together: Math.max(together, sum(({ own }) => own) + sharedOnce),
      resident: Math.max(
        resident,
        sum((size) => size.resident),
      ),
      largest: Math.max(largest, ...sizes.map((size) => size.resident)),
      processes: Math.max(processes, sizes.length),
      samples: samples + 1,
    };
    const pause = Math.max(shortest, (performance.now() - began) * share);
    this.#timer = setTimeout(() => this.#look(), pause);
  }
}

interface Size {
  /** Pages that no other process has. */
  readonly own: number;
  readonly resident: number;
}

function sizeOf(pid: number): Size[] {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1');
    const field = (name: string) =>
      Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0) / 1_024;
    return [{ own: field('Private_Clean') + field('Private_Dirty'), resident: field('Rss') }];
  } catch {
    return [];
  }
}
