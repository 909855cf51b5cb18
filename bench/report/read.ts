import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Static, type TProperties, type TSchema, Type } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
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

const Latency = Type.Object({
  at: Type.String(),
  machine: Machine,
  hosts: Type.Integer(),
  distances: Type.Array(Type.Number()),
  growths: Type.Array(
    Type.Object({ tool: Type.String(), walls: Type.Array(Type.Number()), roundTrips: Type.Number() }),
  ),
});

const Spread = Type.Object({ median: Type.Number(), min: Type.Number(), max: Type.Number() });

const Windows = Type.Object({
  at: Type.String(),
  machine: Machine,
  tasks: Type.Integer(),
  figures: Type.Array(Type.Object({ tool: Type.String(), hosts: Type.Integer(), wall: Spread, cpu: Spread })),
});

/** All that was measured; undefined: not yet. */
export interface Measured {
  readonly peers: Results | undefined;
  readonly scale: Static<typeof Scale> | undefined;
  readonly startup: Static<typeof Startup> | undefined;
  readonly latency: Static<typeof Latency> | undefined;
  readonly windows: Static<typeof Windows> | undefined;
}
export type ScaleResults = Static<typeof Scale>;
export type StartupResults = Static<typeof Startup>;
export type LatencyResults = Static<typeof Latency>;
export type WindowsResults = Static<typeof Windows>;

const isScale = Compile(Scale);
const isStartup = Compile(Startup);
const isLatency = Compile(Latency);
const isWindows = Compile(Windows);

/** Reads the results of a folder. Throws where a file is not what it should be. */
export async function readMeasured(folder: string): Promise<Measured> {
  return {
    peers: await readResults(join(folder, 'peers.json')),
    scale: await read(join(folder, 'scale.json'), isScale),
    startup: await read(join(folder, 'startup.json'), isStartup),
    latency: await read(join(folder, 'latency.json'), isLatency),
    windows: await read(join(folder, 'windows.json'), isWindows),
  };
}

async function read<T extends TSchema>(
  path: string,
  wanted: Validator<TProperties, T>,
): Promise<Static<T> | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const value: unknown = JSON.parse(text);
  if (wanted.Check(value)) return value;
  throw new Error(`${path} is not what its bench writes`);
}
