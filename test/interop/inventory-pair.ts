import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { runCommandLine } from '../../src/cli/run-command-line.ts';
import { fakeOutput } from '../report/fake-output.ts';
import { type AnsibleCommand, AnsiblePrograms } from './ansible-programs.ts';

/** Inventories that both programs read. */
export const inventories = join(import.meta.dirname, 'inventories');

const files = mkdtempSync(join(tmpdir(), 'gorun-pair-'));
const programs = new AnsiblePrograms({
  ...process.env,
  ANSIBLE_CONFIG: join(inventories, 'ansible.cfg'),
  LC_ALL: 'C.UTF-8',
});

afterAll(async () => {
  await programs[Symbol.asyncDispose]();
  rmSync(files, { recursive: true });
});

/** What one of Ansible's programs prints, with its defaults, whatever this machine is set to. One at a time. */
export async function ansible(
  program: AnsibleCommand['program'],
  args: readonly string[],
  cwd: string,
): Promise<string> {
  const { exit, out, err } = await programs.run({ program, args, cwd, files });
  expect(exit, err).toBe(0);
  return out;
}

/** What `gorun inventory` prints. */
export async function gorun(args: readonly string[], cwd: string): Promise<string> {
  const [out, err] = [fakeOutput(160), fakeOutput(160)];
  const exit = await runCommandLine({ out, err, isTTY: false, cwd, env: {}, argv: ['inventory', ...args] });
  expect(exit, err.text()).toBe('success');
  return out.text();
}

/** What both print for the same arguments. */
export function ofBoth(args: readonly string[], cwd: string): Promise<[ours: string, theirs: string]> {
  return Promise.all([gorun(args, cwd), ansible('ansible-inventory', args, cwd)]);
}
