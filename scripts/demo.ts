/**
 * The main job, from nothing: makes four Windows and two Linux hosts with an old Go, shows what an upgrade would do, does it, and
 * shows that doing it again changes nothing. Each command is printed as a user would type it, before it runs.
 */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { demoTable } from './demo-table.ts';
import { readRun } from './run-log.ts';

const root = resolve(import.meta.dirname, '..');
const logs = join(root, '.gorun', 'logs');
const started = performance.now();

/** Runs `./gorun` with the terminal as its own; resolves to its exit code. */
async function gorun(...args: string[]): Promise<number> {
  console.log(`\n$ gorun ${args.map((arg) => (/\s/.test(arg) ? `'${arg}'` : arg)).join(' ')}`);
  const child = spawn(join(root, 'gorun'), args, { cwd: root, stdio: 'inherit' });
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('exit', (code, signal) => done(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}

/** Like {@link gorun}, but ends the demo where the command fails. */
async function mustGorun(...args: string[]): Promise<void> {
  const code = await gorun(...args);
  if (code === 0) return;
  await gorun('lab', 'down');
  process.exit(code);
}

/** The log of the newest run. */
function newestLog(): string {
  const newest = readdirSync(logs)
    .filter((name) => name.endsWith('.log'))
    .sort()
    .at(-1);
  if (newest === undefined) throw new Error(`no log of a run in ${logs}`);
  return join(logs, newest);
}

// The running command gets the Ctrl-C itself, and ends in its own way.
process.on('SIGINT', () => {});

await mustGorun('lab', 'up', '--hosts', '4', '--linux', '2', '--go', '1.20.14', '--fresh');
await mustGorun('playbook', 'upgrade.yml', '-i', 'lab', '--check', '--diff');
const before = readRun(newestLog());
await mustGorun('playbook', 'upgrade.yml', '-i', 'lab', '--stats');
const upgrade = readRun(newestLog());
await mustGorun('playbook', 'upgrade.yml', '-i', 'lab', '--stats');
const again = readRun(newestLog());
await mustGorun('lab', 'down');

console.log(`\n${demoTable(before, upgrade, again)}`);
const idle = again.hosts.every((host) => host.changed === 0 && host.roundTrips === 1);
console.log(
  idle
    ? 'The second run changed nothing, with one round trip per host.'
    : 'The second run was NOT idle: see the table.',
);
console.log(`The whole demo took ${((performance.now() - started) / 1000).toFixed(0)} s.`);
console.log('Practise yourself: ./gorun lab up --fresh, then the commands above; ./gorun lab down ends it.');
process.exit(idle ? 0 : 1);
