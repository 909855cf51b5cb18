/** A Linux host that all tools reach over SSH, alike. */
export interface BenchHost {
  readonly name: string;
  /** On loopback. */
  readonly address: string;
  readonly port: number;
  /** What stands before every path of the workload on the host; empty where the host has a root directory of its own. */
  readonly root: string;
  /** The host's root directory as it is seen from here. */
  readonly folder: string;
}

/** Hosts, and how they are reached. */
export interface BenchHosts {
  readonly hosts: readonly BenchHost[];
  readonly user: string;
  readonly privateKey: string;
  readonly knownHosts: string;
  close(): Promise<void>;
}
