import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { AnsiblePlaybook } from './order/ansible.ts';
import { generate } from './order/generate.ts';
import { runGorun } from './order/gorun.ts';
import { linesOf, type Order, type Told } from './order/told.ts';

/** To look for more: `GORUN_SEEDS=1000-1200 vitest run --project lab test/interop/generated-playbooks.test.ts`. */
const [from = 1, to = 20] = (process.env.GORUN_SEEDS ?? '').split('-').filter(Boolean).map(Number);

const folder = await mkdtemp(join(tmpdir(), 'gorun-generated-'));
const ansible = new AnsiblePlaybook(folder);

afterAll(async () => {
  await ansible[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** Ansible 2.14 runs the next task beside handlers, on hosts that have none to run: nothing that could be compared. */
function isLinear(told: readonly Told[]): boolean {
  let task = '';
  return told.every((event) => {
    if (event.type === 'task') task = event.name;
    return event.type !== 'result' || event.task === task;
  });
}

/** Rescued hosts are rolled back in gorun; failures that a rescue could not mend are counted by Ansible without those before. */
function comparable(told: readonly Told[], order: Order): string[] {
  return linesOf(told, order).map((line) =>
    line.replace('EXIT rolledBack', 'EXIT success').replace(/failed=\d+/, 'failed'),
  );
}

for (let seed = from; seed <= to; seed++) {
  test(`generated playbook ${seed} runs as with ansible-playbook`, async () => {
    const cwd = join(folder, String(seed));
    const { plays, files, args, free } = generate(seed);
    const order = free ? 'own' : 'task';
    for (const [name, content] of [['playbook.yml', plays] as const, ...files]) {
      await mkdir(dirname(join(cwd, name)), { recursive: true });
      await writeFile(join(cwd, name), stringify(content));
    }
    const inventory = join(import.meta.dirname, 'scenarios/hosts.yml');
    const run = { playbook: join(cwd, 'playbook.yml'), inventory, args, cwd };
    const [theirs, ours] = [await ansible.run(run), await runGorun(run)];
    if (free || isLinear(theirs))
      expect(comparable(ours, order), stringify(plays)).toEqual(comparable(theirs, order));
  });
}
