import { spawn } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { homedir } from 'node:os';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Seconds until it has to listen. */
const patience = 15;

/**
 * Starts the keeper in a session of its own, with nothing of this process but its user; resolves when somebody listens at the path.
 * Throws Error: why it does not.
 */
export async function startKeeper(path: string): Promise<void> {
  // main.ts in a clone, main.js in the package: Node strips no types below node_modules.
  const main = fileURLToPath(new URL(`../keeper/main${extname(import.meta.url)}`, import.meta.url));
  const log = path.replace(/\.sock$/, '.log');
  const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW } = constants;
  const errors = openSync(log, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0o600);
  const child = spawn(process.execPath, [main, path], {
    detached: true,
    cwd: '/',
    stdio: ['ignore', 'pipe', errors],
    env: { HOME: homedir(), PATH: '/usr/bin:/bin', NODE_NO_WARNINGS: '1' },
  });
  closeSync(errors);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(
    () => reject(new Error(`it did not listen within ${patience} s; see ${log}`)),
    patience * 1000,
  );
  child.once('error', reject);
  child.once('exit', () => reject(new Error(`it ended at once; see ${log}`)));
  child.stdout?.once('data', () => resolve());
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    child.stdout?.destroy();
    child.unref();
  }
}
