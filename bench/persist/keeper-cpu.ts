import { readFileSync } from 'node:fs';
import { keeperStatus } from '../../src/persist/client/ask-keepers.ts';

/** Ticks of /proc/PID/stat in a second. */
const ticks = 100;

/** CPU that the keepers whose sockets are there have used so far, seconds. It has nothing of the environment of a run, so no mark either. */
export async function keeperCpu(runtime: string): Promise<number> {
  const surroundings = { env: { XDG_RUNTIME_DIR: runtime }, homeDir: runtime, uid: process.getuid?.() };
  const keepers = await keeperStatus(surroundings);
  return keepers.reduce((sum, { pid }) => sum + cpuSeconds(pid), 0);
}

function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / ticks;
}
