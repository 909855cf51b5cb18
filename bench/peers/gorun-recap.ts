import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Changes } from './tools.ts';

const Finished = Type.Object({
  type: Type.Literal('run.finished'),
  recap: Type.Object({
    hosts: Type.Array(Type.Object({ standing: Type.String(), changed: Type.Integer() })),
  }),
});
const finished = Compile(Finished);

/** What is wrong with the last run in a folder, by its log; undefined: nothing. */
export async function gorunProblem(
  folder: string,
  hosts: number,
  changes: Changes,
): Promise<string | undefined> {
  const recap = await lastRecap(join(folder, '.gorun', 'logs'));
  if (recap === undefined) return 'there is no recap in the log';
  const done = recap.hosts.filter(({ standing }) => standing === 'done').length;
  if (done !== hosts) return `${done} of ${hosts} hosts are done`;
  const changed = recap.hosts.filter((host) => host.changed > 0).length;
  const wanted = changes === 'all' ? hosts : 0;
  return changed === wanted ? undefined : `${changed} hosts changed where ${wanted} should have`;
}

async function lastRecap(logs: string): Promise<Static<typeof Finished>['recap'] | undefined> {
  const names = (await readdir(logs)).filter((name) => name.endsWith('.log')).sort();
  const text = await readFile(join(logs, names.at(-1) ?? ''), 'utf8');
  for (const line of text.trimEnd().split('\n').reverse()) {
    const event: unknown = JSON.parse(line);
    if (finished.Check(event)) return event.recap;
  }
  return undefined;
}
