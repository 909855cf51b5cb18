import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { GorunError } from '../errors/gorun-error.ts';
import { isJsonObject, type Json } from '../json.ts';

/** The depot that serves a lab, as its process wrote it down. */
interface RunningDepot {
  readonly pid: number;
  readonly indexUrl: string;
}

const patience = 20_000;

function stateFile(depotDir: string): string {
  return join(dirname(depotDir), 'depot-server.json');
}

/** The depot, if its process lives; a process id alone may belong to somebody else by now. */
function runningDepot(depotDir: string): RunningDepot | undefined {
  try {
    const state: Json = JSON.parse(readFileSync(stateFile(depotDir), 'utf8'));
    if (!isJsonObject(state)) return undefined;
    const { pid, indexUrl } = state;
    if (typeof pid !== 'number' || typeof indexUrl !== 'string') return undefined;
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return words.includes('serve') && words.includes(depotDir) ? { pid, indexUrl } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Makes sure that a depot serves the lab's installers on this machine, in a process of its own.
 * @returns the URL of its index
 * @throws GorunError `lab/failed`
 */
export async function ensureLabDepot(depotDir: string): Promise<string> {
  const running = runningDepot(depotDir);
  if (running) return running.indexUrl;
  const state = stateFile(depotDir);
  await rm(state, { force: true });
  const main = fileURLToPath(
    new URL(`./main${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
  );
  const words = ['depot', 'serve', '--dir', depotDir, '--port', '0', '--state', state];
  const log = await open(join(dirname(depotDir), 'depot-server.log'), 'a');
  const child = spawn(process.execPath, [main, ...words], {
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  child.unref();
  await log.close();
  for (let waited = 0; waited < patience; waited += 50) {
    const started = runningDepot(depotDir);
    if (started) return started.indexUrl;
    if (child.exitCode !== null) break;
    await sleep(50);
  }
  throw new GorunError('lab/failed', {
    message: `the depot of the lab did not start; see ${join(dirname(depotDir), 'depot-server.log')}`,
  });
}

/** Stops the depot of a lab, if it runs, and waits until it is gone. */
export async function stopLabDepot(depotDir: string): Promise<void> {
  const running = runningDepot(depotDir);
  if (running) process.kill(running.pid, 'SIGTERM');
  for (let waited = 0; waited < patience && runningDepot(depotDir); waited += 20) await sleep(20);
  await rm(stateFile(depotDir), { force: true });
}
