/**
 * Holds all sh that ships against the shells that hosts have, shellcheck and rules of our own. `--all`: all of them must be on this machine; else
 * what is not there is passed over, and said.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { ownProblems } from './sh-check/own-rules.ts';

const root = resolve(import.meta.dirname, '..');

/** How each reads a script without running it. */
const readers: readonly (readonly [program: string, ...args: string[]])[] = [
  ['/usr/bin/dash', '-n'],
  ['/usr/bin/bash', '--posix', '-n'],
  ['/usr/bin/busybox', 'sh', '-n'],
  ['/usr/bin/ksh93', '-n'],
  [
    '/usr/bin/shellcheck',
    '--shell=sh',
    '--severity=warning',
    '--format=gcc',
    // Variables that another file sets or reads; texts that look like commands; IFS with a backslash, which is meant.
    '--exclude=SC2154,SC2034,SC1007,SC2209,SC1010,SC2141',
  ],
];

const files = globSync(['src/worker/posix/**/*.sh', 'modules/*/*.sh'], { cwd: root }).toSorted();
const missing = readers.map(([program]) => program).filter((program) => !existsSync(program));
if (missing.length > 0) {
  console.log(`not on this machine: ${missing.join(', ')}; scripts/set-up-peers.ts installs them`);
  if (process.argv.includes('--all')) process.exit(1);
}

function saidBy(program: string, args: readonly string[], file: string): string | undefined {
  const { status, stdout, stderr } = spawnSync(program, [...args, join(root, file)], { encoding: 'utf8' });
  // A warning of bash is no error to it. ksh warns of what it will not take one day.
  if (status === 0 && (stderr === '' || program.endsWith('ksh93'))) return undefined;
  return `${file}: ${program}: ${(stdout + stderr).trim()}`;
}

/** The worker sets its own variables and evaluates what it was sent. */
const isOfWorker = (file: string) => file.startsWith('src/worker/posix/worker/');

const problems: string[] = [];
for (const file of files) {
  const own = isOfWorker(file) ? [] : ownProblems(readFileSync(join(root, file), 'utf8'));
  problems.push(...own.map(({ line, message }) => `${relative('.', file)}:${line}: ${message}`));
  for (const [program, ...args] of readers.filter(([name]) => !missing.includes(name)))
    problems.push(...[saidBy(program, args, file) ?? []].flat());
}
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log(`${files.length} scripts are sh in ${readers.length - missing.length} readers`);
