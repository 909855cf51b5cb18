import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { parse } from 'yaml';

const folder = join(import.meta.dirname, '../scenarios');

const closed = { additionalProperties: false };

/** Lines as told.ts writes them; in Ansible's, `...` stands for any number of lines. */
const lines = Type.Union([Type.String(), Type.Null()]);

/** One way to run a scenario's playbook. */
const Way = {
  /** Arguments for both command lines. */
  args: Type.Optional(Type.Array(Type.String())),
  /** The inventory, where it is not hosts.yml of the scenario or of all. */
  inventory: Type.Optional(Type.String()),
  /** What a person types during the run. */
  input: Type.Optional(Type.String()),
  /** How much of the order counts; see told.ts. */
  order: Type.Optional(Type.Enum(['task', 'host', 'own'])),
  /** Where gorun differs on purpose: these lines of Ansible's are those of gorun's. */
  differs: Type.Optional(
    Type.Array(
      Type.Object({ because: Type.String({ minLength: 20 }), ansible: lines, gorun: lines }, closed),
    ),
  ),
};

/** What `scenario.yml` may say: how the playbook is run, once or in several ways. */
const Sheet = Type.Union([
  Type.Object(Way, closed),
  Type.Object({ runs: Type.Record(Type.String(), Type.Object(Way, closed)) }, closed),
]);

type Differences = NonNullable<Static<(typeof Way)['differs']>>;

/** A run of a playbook that both tools do, and where they differ on purpose. */
export interface Scenario {
  readonly name: string;
  readonly playbook: string;
  readonly inventory: string;
  readonly args: readonly string[];
  readonly input?: string;
  readonly order: 'task' | 'host' | 'own';
  readonly differs: Differences;
}

/** All scenarios, by the names of their folders. */
export async function scenarios(): Promise<Scenario[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const paths = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
  return (await Promise.all(paths.toSorted().map(readScenarios))).flat();
}

async function readScenarios(path: string): Promise<Scenario[]> {
  const file = join(path, 'scenario.yml');
  const sheet = existsSync(file) ? Value.Parse(Sheet, parse(await readFile(file, 'utf8'))) : {};
  const runs = 'runs' in sheet ? Object.entries(sheet.runs) : [['', sheet] as const];
  const own = join(path, 'hosts.yml');
  const usual = existsSync(own) ? own : join(folder, 'hosts.yml');
  return runs.map(([name, way]) => ({
    name: `${basename(path)} ${name}`.trim(),
    playbook: join(path, 'playbook.yml'),
    inventory: way.inventory === undefined ? usual : join(path, way.inventory),
    args: way.args ?? [],
    ...(way.input === undefined ? {} : { input: way.input }),
    order: way.order ?? 'task',
    differs: way.differs ?? [],
  }));
}

/** What gorun should tell: Ansible's lines with the differences that are on purpose. */
export function expected(ansible: readonly string[], differs: Differences): string[] {
  let now = [...ansible];
  for (const { because, ansible: theirs, gorun } of differs) {
    const place = find(linesIn(theirs), now);
    // A difference that is none any more must not stay written down.
    if (place === undefined)
      throw new Error(`Ansible does not tell this: ${theirs}\n(${because})\n\n${now.join('\n')}`);
    now = [...now.slice(0, place.from), ...linesIn(gorun), ...now.slice(place.to)];
  }
  return now;
}

/** Where the lines stand, one after the other. */
function find(wanted: readonly string[], all: readonly string[]) {
  for (let from = 0; from < all.length; from++) {
    const to = endOf(wanted, all, from);
    if (to !== undefined) return { from, to };
  }
  return undefined;
}

function endOf(wanted: readonly string[], all: readonly string[], at: number): number | undefined {
  const [line, ...rest] = wanted;
  if (line === undefined) return at;
  if (line !== '...') return all[at] === line ? endOf(rest, all, at + 1) : undefined;
  for (let next = at; next <= all.length; next++) {
    const end = endOf(rest, all, next);
    if (end !== undefined) return end;
  }
  return undefined;
}

const linesIn = (text: string | null) => (text ?? '').split('\n').filter((line) => line.trim() !== '');
