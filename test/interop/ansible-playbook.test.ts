import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, type TestContext, test } from 'vitest';
import { AnsiblePlaybook } from './order/ansible.ts';
import { runGorun } from './order/gorun.ts';
import { expected, type Scenario, scenarios } from './order/scenario.ts';
import { linesOf } from './order/told.ts';

const folder = await mkdtemp(join(tmpdir(), 'gorun-order-'));

/** Two at a time: more would only wait for each other, on machines with two cores. */
const lanes = [0, 1].map(() => ({ ansible: new AnsiblePlaybook(folder), last: Promise.resolve() }));

afterAll(async () => {
  for (const { ansible } of lanes) await ansible[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** Runs a scenario when those before it in its lane are through. */
function inLane(number: number, scenario: Scenario, context: TestContext): Promise<void> {
  const lane = lanes[number % lanes.length];
  if (lane === undefined) throw new Error('no lane');
  const ran = lane.last.then(() => both(number, scenario, lane.ansible, context));
  lane.last = ran.catch(() => undefined);
  return ran;
}

async function both(
  number: number,
  scenario: Scenario,
  ansible: AnsiblePlaybook,
  { expect }: TestContext,
): Promise<void> {
  const { order, differs } = scenario;
  const cwd = join(folder, String(number));
  await mkdir(cwd);
  const [theirs, ours] = await Promise.all([
    ansible.run({ ...scenario, cwd }),
    runGorun({ ...scenario, cwd }),
  ]);
  expect(linesOf(ours, order)).toEqual(expected(linesOf(theirs, order), differs));
}

describe.concurrent('gorun does what ansible-playbook does', { timeout: 60_000 }, async () => {
  for (const [number, scenario] of (await scenarios()).entries())
    test(scenario.name, (context) => inLane(number, scenario, context));
});
