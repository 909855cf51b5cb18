import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'vitest';
import { runAnsible } from './order/ansible.ts';
import { runGorun } from './order/gorun.ts';
import { expected, type Scenario, scenarios } from './order/scenario.ts';
import { linesOf } from './order/told.ts';

async function both(scenario: Scenario, { expect, onTestFinished }: TestContext): Promise<void> {
  const cwd = await mkdtemp(join(tmpdir(), 'gorun-order-'));
  onTestFinished(() => rm(cwd, { recursive: true, force: true }));
  const [ansible, gorun] = await Promise.all([
    runAnsible({ ...scenario, cwd }),
    runGorun({ ...scenario, cwd }),
  ]);
  expect(linesOf(gorun, scenario.order)).toEqual(
    expected(linesOf(ansible, scenario.order), scenario.differs),
  );
}

/** Two at a time: more would only wait for each other, on machines with two cores. */
const lanes = [Promise.resolve(), Promise.resolve()];

function inLane(number: number, run: () => Promise<void>): Promise<void> {
  const lane = number % lanes.length;
  const ran = (lanes[lane] ?? Promise.resolve()).then(run);
  lanes[lane] = ran.catch(() => undefined);
  return ran;
}

describe.concurrent('gorun does what ansible-playbook does', { timeout: 60_000 }, async () => {
  for (const [number, scenario] of (await scenarios()).entries())
    test(scenario.name, (context) => inLane(number, () => both(scenario, context)));
});
