import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { GorunError } from '../../src/errors/gorun-error.ts';
import { driveC } from '../host/wine.ts';
import { run } from '../process/run.ts';

/**
 * Gives a host a drive C: with little space left: its files become the lower layer of an overlay whose upper layer is a small
 * tmpfs. Wine reports that file system's free bytes, and writing past them fails with "disk full".
 * @throws GorunError `lab/missing` where this machine does not let us mount
 */
export async function shrinkDisk(prefix: string, bytes: number): Promise<void> {
  const lower = join(prefix, 'full-disk', 'lower');
  const upper = join(prefix, 'full-disk', 'upper');
  await mkdir(upper, { recursive: true });
  await rename(driveC(prefix), lower);
  await mkdir(driveC(prefix));
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', upper]);
    await mkdir(join(upper, 'files'));
    await mkdir(join(upper, 'work'));
    const layers = `lowerdir=${lower},upperdir=${join(upper, 'files')},workdir=${join(upper, 'work')}`;
    await run('mount', ['-t', 'overlay', '-o', layers, 'overlay', driveC(prefix)]);
  } catch (cause) {
    throw new GorunError('lab/missing', {
      message: 'the fault full-disk needs the right to mount an overlay (root)',
      cause,
    });
  }
}

/** Takes the mounts of a host away, if it has any; its files are then to be deleted. */
export async function unmountDisk(prefix: string): Promise<void> {
  if (!existsSync(join(prefix, 'full-disk'))) return;
  await run('umount', ['-l', driveC(prefix)], { okCodes: [0, 1, 32] });
  await run('umount', ['-l', join(prefix, 'full-disk', 'upper')], { okCodes: [0, 1, 32] });
}
