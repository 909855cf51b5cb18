import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { GorunError } from '../src/errors/gorun-error.ts';
import type { LabPlaces } from './places.ts';
import { isAlive } from './process/identity.ts';
import { readServerState, serverStamp } from './server-state.ts';

/**
 * Starts the SSH front of an instance, or takes the one that serves these hosts already.
 * @returns the port of each host
 * @throws GorunError `lab/failed`
 */
export async function startServer(
  places: LabPlaces,
  names: readonly string[],
): Promise<Readonly<Record<string, number>>> {
  const running = readServerState(places);
  const served = running === undefined ? [] : Object.keys(running.ports);
  if (running?.stamp === serverStamp() && served.join() === names.join()) return running.ports;
  await stopServer(places);
  await mkdir(places.instance, { recursive: true });
  const log = openSync(places.serverLog, 'a');
  // daemon.ts in a clone, daemon.js in the package: Node strips no types below node_modules.
  const daemon = fileURLToPath(new URL(`./ssh/daemon${extname(import.meta.url)}`, import.meta.url));
  const child = spawn(process.execPath, [daemon, basename(places.instance)], {
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, GORUN_LAB_DIR: places.root, NODE_NO_WARNINGS: '1' },
  });
  child.unref();
  let ended = false;
  child.on('exit', () => {
    ended = true;
  });
  for (let waited = 0; waited < 120_000 && !ended; waited += 50) {
    const state = readServerState(places);
    if (state !== undefined) return state.ports;
    await delay(50);
  }
  throw new GorunError('lab/failed', {
    message: `the SSH front of the lab did not start; see ${places.serverLog}`,
  });
}

/** Ends the SSH front, if it runs. */
export async function stopServer(places: LabPlaces): Promise<void> {
  const running = readServerState(places);
  if (running === undefined) return;
  process.kill(running.process.pid, 'SIGTERM');
  for (let waited = 0; waited < 5_000 && isAlive(running.process); waited += 20) await delay(20);
  if (isAlive(running.process)) process.kill(running.process.pid, 'SIGKILL');
  await rm(places.serverState, { force: true });
}
