#!/usr/bin/env node
import { exitCodes } from '../errors/exit-codes.ts';
import { compileCacheFolder, keepCompiledCode } from './compile-cache.ts';
import { nodeTooOld } from './node-version.ts';
import { suitFewHosts } from './v8-settings.ts';
import { gorunVersion } from './version.ts';

/** After this many milliseconds whatever is still open (a socket that does not close) no longer keeps the process. */
const patience = 2_000;

// Nothing above may need a new Node, not by the name of an import either: it would end before it can say so.
const tooOld = nodeTooOld(process.versions.node);
if (tooOld !== undefined) {
  process.stderr.write(tooOld);
  process.exit(exitCodes.environment.code);
}
const argv = process.argv.slice(2);
// What reads a playbook and ends is quicker with more room; what goes to hosts stays.
if (!argv.includes('--syntax-check')) suitFewHosts();
keepCompiledCode(compileCacheFolder(process.env));
// `gorun … | head` closes the pipe early: what nobody reads is dropped, and the run goes on.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
  // Asked for by other programs, often: without loading the command line.
  process.stdout.write(`${gorunVersion()}\n`);
} else {
  const [{ runCommandLine }, { processTerminal }] = await Promise.all([
    import('./run-command-line.ts'),
    import('./terminal.ts'),
  ]);
  process.exitCode = exitCodes[await runCommandLine(processTerminal(argv))].code;
  setTimeout(() => process.exit(), patience).unref();
}
