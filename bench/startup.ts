/**
 * How long gorun itself takes to start, with nothing to do on hosts: node bench/startup.ts [--rounds 15] [--json FILE].
 * Each command runs in turn, in a process of its own; node with an empty program is the floor below which nothing can be.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { machineFacts } from './measure/machine.ts';
import { type Spread, spread } from './measure/statistics.ts';
import { tableLines } from './measure/table.ts';
import { buildGorun, gorunProgram } from './peers/build-gorun.ts';

const root = join(import.meta.dirname, '..');
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '15' }, json: { type: 'string' } },
});

buildGorun();
const programs: readonly (readonly [name: string, file: string])[] = [
  ['from source', join(root, 'src', 'cli', 'main.ts')],
  ['bundled', gorunProgram],
];
// Out of the clone: its modules would be found beside the playbook, and those of the package are there already.
const folder = mkdtempSync(join(tmpdir(), 'gorun-startup-'));
copyFileSync(join(root, 'playbooks', 'upgrade.yml'), join(folder, 'upgrade.yml'));
const commands: readonly (readonly [name: string, argv: readonly string[]])[] = [
  ['node, nothing else', ['-e', '0']],
  ...programs.flatMap(([name, file]) => [
    [`gorun --version, ${name}`, [file, '--version']] as const,
    [`gorun playbook --syntax-check, ${name}`, [file, 'playbook', 'upgrade.yml', '--syntax-check']] as const,
  ]),
];

/** Seconds of wall time. */
function once(argv: readonly string[]): number {
  const began = performance.now();
  const { status, stderr } = spawnSync(process.execPath, argv, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${argv.join(' ')} ended with ${status}: ${stderr}`);
  return (performance.now() - began) / 1_000;
}

/** What the starts of one command took. */
export interface Start extends Spread {
  readonly name: string;
}

for (const [, argv] of commands) once(argv);
const times = new Map(commands.map(([name]) => [name, [] as number[]]));
for (let round = 0; round < Number(values.rounds); round++)
  for (const [name, argv] of commands) times.get(name)?.push(once(argv));
rmSync(folder, { recursive: true });
const starts: readonly Start[] = [...times].map(([name, all]) => ({ name, ...spread(all) }));
const rows = starts.map(({ name, median, min, max }) => [
  name,
  ...[median, min, max].map((seconds) => `${(seconds * 1_000).toFixed(0)} ms`),
]);
console.log(tableLines(['command', 'median', 'least', 'most'], rows).join('\n'));
if (values.json !== undefined) {
  const at = new Date().toISOString();
  await writeFile(values.json, `${JSON.stringify({ at, machine: machineFacts(), starts }, undefined, 2)}\n`);
}
