import { join } from 'node:path';
import type { LabPlaces } from '../places.ts';
import { readJson, writeWhole } from '../process/json-file.ts';
import type { LinuxOrder } from './order.ts';

/** The Linux hosts of an instance, as ordered last. */
export interface LinuxConfig {
  /** The same on all addresses of an instance. */
  readonly port: number;
  readonly hosts: readonly LinuxOrder[];
}

/** Where it lies. */
export const linuxConfigFile = (places: LabPlaces): string => join(places.instance, 'linux.json');

/** Reads what this program wrote; undefined where no Linux host was ever ordered. */
export const readLinuxConfig = (places: LabPlaces): LinuxConfig | undefined =>
  readJson(linuxConfigFile(places), (value) => (isConfig(value) ? value : undefined));

/** Writes it whole. */
export function writeLinuxConfig(places: LabPlaces, config: LinuxConfig): void {
  writeWhole(linuxConfigFile(places), `${JSON.stringify(config, null, 2)}\n`, 0o600);
}

function isConfig(value: unknown): value is LinuxConfig {
  return (
    typeof value === 'object' &&
    value !== null &&
    'port' in value &&
    typeof value.port === 'number' &&
    'hosts' in value &&
    Array.isArray(value.hosts)
  );
}
