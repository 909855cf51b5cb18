/**
 * Everything: sets up the lab, then lint, types, rooms, generated docs, the shipped PowerShell, unit tests, and the
 * tests on lab hosts. The last line counts the tests.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checks, unitTests } from './checks.ts';
import { setUpLab } from './set-up-lab.ts';
import { setUpPeers } from './set-up-peers.ts';
import { type StepEnd, step } from './step.ts';

/** The part of vitest's JSON report that is counted. */
interface Counted {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly success: boolean;
}

await setUpPeers();
await setUpLab();

const ends: StepEnd[] = [];
for (const [title, command] of checks) ends.push(await step(title, command));
ends.push(await step('sh that ships, in all readers', ['node', 'scripts/check-sh.ts', '--all']));
ends.push(await step('PowerShell that ships', ['node', 'scripts/check-powershell.ts']));

const reports = mkdtempSync(join(tmpdir(), 'gorun-test-'));
const counts = { passed: 0, failed: 0, skipped: 0 };
for (const [project, title, command] of [
  ['unit', 'unit tests', unitTests],
  ['lab', 'tests on lab hosts', ['vitest', 'run', '--project', 'lab', '--project', 'alone']],
] as const) {
  const report = join(reports, `${project}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  ends.push(await step(title, [...command, ...reporters], true));
  try {
    const counted: Counted = JSON.parse(readFileSync(report, 'utf8'));
    counts.passed += counted.numPassedTests;
    counts.failed += counted.numFailedTests;
    counts.skipped += counted.numPendingTests + counted.numTodoTests;
  } catch {
    counts.failed += 1; // vitest did not come as far as to write its report
  }
}
rmSync(reports, { recursive: true, force: true });

const failed = ends.filter((end) => !end.ok);
if (failed.length > 0) console.log(`not ok: ${failed.map((end) => end.title).join(', ')}`);
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(failed.length === 0 ? 0 : 1);
