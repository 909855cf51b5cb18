import { join } from 'node:path';
import { labRoot } from '../lab/index.ts';
import { holdLock } from '../lab/process/lock.ts';

/**
 * A lab of a test file's own: NAME, or NAME-2 and so on while another run of the tests on this machine has it (two that share hosts
 * make them anew under each other's hands). Held until this process ends, however it ends.
 */
export function ownInstance(name: string): string {
  for (let number = 1; ; number++) {
    const instance = number === 1 ? name : `${name}-${number}`;
    if (holdLock(join(labRoot(), 'instances', `${instance}.held`))) return instance;
  }
}
