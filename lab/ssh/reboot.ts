import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { driveC } from '../host/wine.ts';
import { readJson } from '../process/json-file.ts';

/** What guest/shutdown.go leaves for the front. */
export interface RebootOrder {
  readonly kind: 'restart' | 'stop';
  /** Milliseconds since 1970. */
  readonly at: number;
}

const orderFile = (prefix: string): string => join(driveC(prefix), 'windows/lab/reboot.json');

/** The restart that a host waits for, if any. */
export function rebootOrder(prefix: string): RebootOrder | undefined {
  return readJson(orderFile(prefix), (value) => {
    if (typeof value !== 'object' || value === null || !('kind' in value) || !('at' in value))
      return undefined;
    const { kind, at } = value;
    return (kind === 'restart' || kind === 'stop') && typeof at === 'number' ? { kind, at } : undefined;
  });
}

/** Reads and removes it: the restart begins. */
export function takeRebootOrder(prefix: string): RebootOrder | undefined {
  const order = rebootOrder(prefix);
  rmSync(orderFile(prefix), { force: true });
  return order;
}
