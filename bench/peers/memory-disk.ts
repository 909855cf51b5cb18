import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';

/**
 * Has a folder lie in memory. On ext4 whoever makes files pays for what was removed in the minutes before (it passes over inodes that were freed
 * lately, one by one): with a hundred hosts on one file system, which are made as they were between two runs, that was half of all time.
 * @returns whether it does; where mounting is not allowed it stays on the disk
 */
export function putInMemory(folder: string): boolean {
  mkdirSync(folder, { recursive: true });
  if (isMounted(folder)) return true;
  const end = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=75%,mode=700', 'tmpfs', folder]);
  return end.status === 0;
}

/** Gives the memory back, with all that lies there. */
export function takeFromMemory(folder: string): void {
  if (isMounted(folder)) spawnSync('umount', [folder]);
}

const isMounted = (folder: string): boolean =>
  readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .some((line) => line.split(' ')[1] === folder);
