import { GorunError } from '../../src/errors/gorun-error.ts';
import { run } from '../process/run.ts';
import { asRoot, isRoot } from './namespaces.ts';
import { programPath } from './programs.ts';

/**
 * Deletes folders of hosts with all that is in them.
 * @throws GorunError `lab/failed` that names the first file which stays, and why
 */
export async function deleteFolders(folders: readonly string[]): Promise<void> {
  const words = ['rm', '-rf', '--', ...folders];
  // Files of a host's users belong to numbers of which an ordinary user is master only in a namespace.
  const [program = 'rm', ...args] = isRoot() ? words : ['unshare', ...asRoot(), ...words];
  const { code, stderr } = await run(programPath(program), args, {
    env: { ...process.env, LC_ALL: 'C' },
    okCodes: [0, 1],
  });
  if (code === 0) return;
  const lines = stderr.trim().split('\n');
  const [, , path, reason] = /^.*?: cannot remove (['"])(.*)\1: (.*)$/.exec(lines[0] ?? '') ?? [];
  const folder = folders.find((one) => path === one || path?.startsWith(`${one}/`));
  const more = lines.length > 1 ? `, and ${lines.length - 1} more` : '';
  throw new GorunError('lab/failed', {
    message:
      path === undefined
        ? `hosts of the lab cannot be deleted: ${lines.join('\n')}`
        : `${path} cannot be deleted: ${reason}${more}`,
    ...(reason === 'Operation not permitted' && folder !== undefined
      ? { fix: `Something made it immutable: \`chattr -R -ia ${folder}\`, then run this again.` }
      : {}),
  });
}
