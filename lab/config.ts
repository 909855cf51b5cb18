import type { FrontFaults } from './faults/front.ts';
import type { Fault } from './faults/parse.ts';
import { readJson } from './process/json-file.ts';
import type { DefaultShell } from './ssh/command-line.ts';

/** What the SSH front needs to know of one host. Read again for every connection, so that faults can be switched. */
export interface HostConfig {
  readonly name: string;
  /** 0: any free port. */
  readonly port: number;
  readonly prefix: string;
  readonly hostKey: string;
  readonly changedHostKey: string;
  readonly shell: DefaultShell;
  readonly faults: FrontFaults;
  /** As ordered: what `freshHost` makes again. */
  readonly go: string;
  readonly ordered: readonly Fault[];
  /** Names the order that the faults came with: a new one starts counting anew. */
  readonly order: string;
}

/** What the SSH front of an instance is to serve. */
export interface LabConfig {
  readonly hosts: readonly HostConfig[];
  /** Lines `ssh-ed25519 AAAA…`. */
  readonly authorizedKeys: readonly string[];
  readonly password: string;
}

/** Reads a config file that this program wrote. */
export const readConfig = (path: string): LabConfig | undefined =>
  readJson(path, (value) => (isConfig(value) ? value : undefined));

function isConfig(value: unknown): value is LabConfig {
  return (
    typeof value === 'object' &&
    value !== null &&
    'hosts' in value &&
    Array.isArray(value.hosts) &&
    'authorizedKeys' in value
  );
}
