import { readFile, rename, writeFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { BenchOptions } from './options.ts';

const Run = Type.Object({
  /** When it ended, ISO 8601. */
  at: Type.String(),
  tool: Type.String(),
  case: Type.String(),
  hosts: Type.Integer(),
  round: Type.Integer(),
  /** Seconds. */
  wall: Type.Number(),
  cpu: Type.Number(),
  /** Of all hosts together. */
  hostsCpu: Type.Number(),
  /** MB, at most: of all processes, shared pages counted once; sum of resident sizes; largest process. */
  memory: Type.Number(),
  resident: Type.Number(),
  largest: Type.Number(),
  processes: Type.Integer(),
  /** Why the figures do not count. */
  problem: Type.Optional(Type.String()),
});

/** One measured run. */
export type Run = Static<typeof Run>;

const Results = Type.Object({
  machine: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
  versions: Type.Record(Type.String(), Type.String()),
  runs: Type.Array(Run),
});

/** All that was measured on one machine. */
export type Results = Static<typeof Results>;

const results = Compile(Results);

/** Reads a file of results; undefined where there is none yet. */
export async function readResults(path: string): Promise<Results | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const value: unknown = JSON.parse(text);
  if (results.Check(value)) return value;
  throw new Error(`${path} is not a file of results`);
}

/** What stays of earlier runs: those that are not to be measured now. Figures of two machines cannot stand in one table. */
export function keptRuns(
  before: Results | undefined,
  machine: Results['machine'],
  asked: Pick<BenchOptions, 'sizes' | 'cases' | 'tools' | 'continues'>,
): Results['runs'] {
  if (before === undefined || !isDeepStrictEqual(before.machine, machine)) return [];
  if (asked.continues) return before.runs;
  const isAsked = (run: Run) =>
    asked.sizes.includes(run.hosts) &&
    asked.cases.some(({ name }) => name === run.case) &&
    asked.tools.some(({ name }) => name === run.tool);
  return before.runs.filter((run) => !isAsked(run));
}

/** Writes it as a whole: whoever stops the bench in the middle loses one run at most. One run a line, so that a diff can be read. */
export async function writeResults(path: string, { machine, versions, runs }: Results): Promise<void> {
  const lines = runs.map((run) => `    ${JSON.stringify(run)}`).join(',\n');
  const head = `  "machine": ${JSON.stringify(machine)},\n  "versions": ${JSON.stringify(versions)},\n`;
  await writeFile(`${path}.new`, `{\n${head}  "runs": [\n${lines}\n  ]\n}\n`);
  await rename(`${path}.new`, path);
}
