import { readFileSync } from 'node:fs';
import { isJsonObject, type Json } from '../src/json.ts';

/** What the demo's table needs of one run. */
export interface LoggedRun {
  readonly ms: number;
  readonly hosts: readonly LoggedHost[];
}

/** One host of a run: its recap and the Go that go_version_fact found when the run came to it. */
export interface LoggedHost {
  readonly name: string;
  readonly changed: number;
  readonly roundTrips: number;
  readonly ms: number;
  /** e.g. `1.20.14`; empty where there is none. */
  readonly version: string;
  /** The go that PATH finds; empty where there is none. */
  readonly onPath: string;
}

/** Reads the log file of a run. */
export function readRun(path: string): LoggedRun {
  const found = new Map<string, Json>();
  let recap: Json = null;
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (line === '') continue;
    const event: Json = JSON.parse(line);
    if (at(event, 'type') === 'run.finished') recap = at(event, 'recap');
    if (at(event, 'type') === 'host.task.finished' && at(event, 'task', 'module') === 'go_version_fact') {
      found.set(text(at(event, 'host')), at(event, 'result', 'result', 'go'));
    }
  }
  const hosts = at(recap, 'hosts');
  return {
    ms: number(at(recap, 'ms')),
    hosts: (Array.isArray(hosts) ? hosts : []).map((host: Json) => {
      const go = found.get(text(at(host, 'host'))) ?? null;
      return {
        name: text(at(host, 'host')),
        changed: number(at(host, 'changed')),
        roundTrips: number(at(host, 'stats', 'roundTrips')),
        ms: number(at(host, 'ms')),
        version: text(at(go, 'version')),
        onPath: text(first(at(go, 'on_path'), 'file')),
      };
    }),
  };
}

function at(value: Json, ...keys: readonly string[]): Json {
  let here = value;
  for (const key of keys) here = isJsonObject(here) ? (here[key] ?? null) : null;
  return here;
}

const text = (value: Json): string => (typeof value === 'string' ? value : '');
const number = (value: Json): number => (typeof value === 'number' ? value : 0);

/** The value of a key in the first entry of a list. */
function first(list: Json, key: string): Json {
  const [entry = null]: readonly Json[] = Array.isArray(list) ? list : [];
  return at(entry, key);
}
