import { execFileSync } from 'node:child_process';
import { copyFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { programPath } from './programs.ts';

/** Gives a host the programs of busybox, and no other but sshd (which comes from the machine when it starts). */
export function busyboxPrograms(root: string): void {
  const busybox = programPath('busybox');
  copyFileSync(busybox, join(root, 'usr/bin/busybox'));
  const names = execFileSync(busybox, ['--list'], { encoding: 'utf8' }).split('\n');
  for (const name of names) {
    if (name !== '' && name !== 'busybox') symlinkSync('busybox', join(root, 'usr/bin', name));
  }
  writeFileSync(join(root, 'usr/sbin/sshd'), '');
  symlinkSync('../bin/busybox', join(root, 'usr/sbin/nologin'));
}
