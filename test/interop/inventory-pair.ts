import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import { runCommandLine } from '../../src/cli/run-command-line.ts';
import { fakeOutput } from '../report/fake-output.ts';

/** Inventories that both programs read. */
export const inventories = join(import.meta.dirname, 'inventories');

/** What one of Ansible's programs prints, with its defaults, whatever this machine is set to. */
export async function ansible(program: string, args: readonly string[], cwd: string): Promise<string> {
  const env = { ...process.env, ANSIBLE_CONFIG: join(inventories, 'ansible.cfg'), LC_ALL: 'C.UTF-8' };
  const { stdout } = await promisify(execFile)(program, [...args], { cwd, env, maxBuffer: 1 << 26 });
  return stdout;
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
