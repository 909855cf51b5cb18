import { readdirSync, readFileSync } from 'node:fs';

/** A process and when it was started, in ticks since the machine was: both together are unique. */
export interface ProcessId {
  readonly pid: number;
  readonly started: string;
}

/** Ticks of /proc/PID/stat in a second: what Linux has had on every architecture for twenty years. */
const ticks = 100;

/** Looks after which a process without the mark is believed to stay so: while it is being started it has its parent's environment. */
const enough = 3;

/** Finds the processes that inherited a mark. */
export class MarkedProcesses {
  readonly #text: string;
  /** Of processes seen: marked, or how often it was seen that they are not. */
  readonly #known = new Map<string, true | number>();

  /** @param mark `NAME=VALUE`, of an environment variable. */
  constructor(mark: string) {
    this.#text = `${mark}\0`;
    // Whoever runs already, and has no mark, will never get one.
    this.#look(enough);
  }

  /** Those that live now. */
  find(): ProcessId[] {
    return this.#look(1);
  }

  /** @param weight How often a process without the mark counts as seen. */
  #look(weight: number): ProcessId[] {
    return readdirSync('/proc').flatMap((name) => {
      if (!/^\d+$/.test(name)) return [];
      const started = startOf(Number(name));
      if (started === undefined) return [];
      const key = `${name} ${started}`;
      const known = this.#known.get(key) ?? 0;
      const marked = known === true || (known < enough && this.#isMarked(name));
      if (known !== true) this.#known.set(key, marked || known + weight);
      return marked ? [{ pid: Number(name), started }] : [];
    });
  }

  #isMarked(name: string): boolean {
    try {
      return readFileSync(`/proc/${name}/environ`, 'latin1').includes(this.#text);
    } catch {
      return false;
    }
  }
}

/** CPU that a process and its children that have ended used so far, seconds; 0 where it is gone. */
export function cpuOf({ pid, started }: ProcessId): number {
  const fields = statOf(pid);
  if (fields === undefined || fields[19] !== started) return 0;
  const sum = [11, 12, 13, 14].reduce((total, at) => total + Number(fields[at] ?? 0), 0);
  return sum / ticks;
}

/** When a process was started; undefined: there is none of that number. */
export const startOf = (pid: number): string | undefined => statOf(pid)?.[19];

/** The fields of /proc/PID/stat behind the name (proc(5); the first is the state). */
function statOf(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
