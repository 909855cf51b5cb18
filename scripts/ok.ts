/** The quick check for daily work: everything that needs no lab. */
import { checks, unitTests } from './checks.ts';
import { type StepEnd, step } from './step.ts';

const started = performance.now();

/** One after the other, while the tests have the other core. */
async function runChecks(): Promise<StepEnd[]> {
  const done: StepEnd[] = [];
  for (const [title, command] of checks) done.push(await step(title, command));
  return done;
}

const [checked, tested] = await Promise.all([runChecks(), step('unit tests', [...unitTests], true)]);
const ends = [...checked, tested];

const failed = ends.filter((end) => !end.ok);
console.log(
  failed.length === 0 ? 'ok' : `not ok: ${failed.map((end) => end.title).join(', ')}`,
  `${((performance.now() - started) / 1000).toFixed(1)} s`,
);
process.exit(failed.length === 0 ? 0 : 1);
