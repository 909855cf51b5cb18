import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { type Results, readResults } from '../peers/results.ts';

const Machine = Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]));

const Figures = Type.Object({
  hosts: Type.Integer(),
  wall: Type.Number(),
  cpu: Type.Number(),
  cpuOfProcess: Type.Number(),
  baseMemory: Type.Number(),
  peakMemory: Type.Number(),
  roundTrips: Type.Number(),
  bytesSent: Type.Number(),
  bytesReceived: Type.Number(),
  messages: Type.Number(),
  allocated: Type.Number(),
  live: Type.Number(),
});

const Scale = Type.Object({
  at: Type.String(),
  machine: Machine,
  measured: Type.Array(
    Type.Object({
      way: Type.String(),
      case: Type.String(),
      figures: Type.Array(Figures),
      cpuExponent: Type.Number(),
      memoryExponent: Type.Number(),
    }),
  ),
});

const Startup = Type.Object({
  at: Type.String(),
  machine: Machine,
  starts: Type.Array(
    Type.Object({ name: Type.String(), median: Type.Number(), min: Type.Number(), max: Type.Number() }),
  ),
});

/** All that was measured; undefined: not yet. */
export interface Measured {
  readonly peers: Results | undefined;
  readonly scale: Static<typeof Scale> | undefined;
  readonly startup: Static<typeof Startup> | undefined;
}
export type ScaleResults = Static<typeof Scale>;
export type StartupResults = Static<typeof Startup>;

const isScale = Compile(Scale);
const isStartup = Compile(Startup);

/** Reads the results of a folder. Throws where a file is not what it should be. */
export async function readMeasured(folder: string): Promise<Measured> {
  const [scale, startup] = [await json(join(folder, 'scale.json')), await json(join(folder, 'startup.json'))];
  if (scale !== undefined && !isScale.Check(scale))
    throw new Error('scale.json is not what bench/scale.ts writes');
  if (startup !== undefined && !isStartup.Check(startup))
    throw new Error('startup.json is not what bench/startup.ts writes');
  return { peers: await readResults(join(folder, 'peers.json')), scale, startup };
}

async function json(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text);
}
