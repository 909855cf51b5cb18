import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { HostRecap, RunEvent, StepView, TaskResult } from '../../src/engine/events.ts';

const program = fileURLToPath(new URL('../../gorun', import.meta.url));

/** How a command line that was typed has ended. */
export interface Typed {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** What `--output json` told. */
  readonly events: readonly RunEvent[];
}

/** A command line that runs. */
export interface Typing {
  readonly process: ChildProcess;
  /** Settles as soon as the run has told an event of that kind. */
  told(type: RunEvent['type'], fits?: (event: RunEvent) => boolean): Promise<void>;
  readonly ended: Promise<Typed>;
}

/** Starts the real `gorun` as a user would in that folder, with these variables beside those that are set. */
export function startGorun(
  folder: string,
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Typing {
  const child = spawn(program, words, {
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (data: Buffer) => out.push(data));
  child.stderr.on('data', (data: Buffer) => err.push(data));
  const events = () => eventsIn(Buffer.concat(out).toString());
  const ended = once(child, 'close').then(
    ([code]): Typed => ({
      code: typeof code === 'number' ? code : null,
      out: Buffer.concat(out).toString(),
      err: Buffer.concat(err).toString(),
      events: events(),
    }),
  );
  const told: Typing['told'] = async (type, fits = () => true) => {
    const heard = () => events().some((event) => event.type === type && fits(event));
    while (!heard()) {
      if (child.exitCode !== null) throw new Error(`gorun ended before it told ${type}`);
      await Promise.race([once(child.stdout, 'data'), ended]);
    }
  };
  return { process: child, told, ended };
}

/** Runs the real `gorun` to its end. */
export const gorun = (folder: string, ...words: readonly string[]): Promise<Typed> =>
  startGorun(folder, words).ended;

function eventsIn(text: string): RunEvent[] {
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
  return lines.filter((line) => line.startsWith('{"seq"')).map((line): RunEvent => JSON.parse(line));
}

/** The recap's line of every host; empty where the run told no recap. */
export function recapOf(run: Typed): Record<string, HostRecap> {
  const end = run.events.find((event) => event.type === 'run.finished');
  return Object.fromEntries((end?.recap.hosts ?? []).map((line) => [line.host, line]));
}

/** The results of a host's tasks, in order. */
export const resultsOf = (run: Typed, host: string): TaskResult[] =>
  run.events.flatMap((event) =>
    event.type === 'host.task.finished' && event.host === host ? [event.result] : [],
  );

/** Every host's steps by task, without what only a run that applied them can know. */
export function stepsOf(run: Typed): Record<string, readonly StepView[]> {
  const steps: Record<string, readonly StepView[]> = {};
  for (const event of run.events)
    if (event.type === 'host.task.finished') steps[`${event.host}: ${event.task.name}`] = event.result.steps;
  return steps;
}
