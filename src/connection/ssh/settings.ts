import type { AlgorithmSettings } from './config/algorithms.ts';

/** Everything needed to reach one SSH server; nothing is left to look up. */
export interface HopSettings {
  /** What people call it: the inventory's name, or the jump host's as written. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** The name that known_hosts is asked for (HostKeyAlias, or the host). */
  readonly hostKeyName: string;
  readonly knownHosts: KnownHostsSettings;
  readonly identities: IdentitySettings;
  readonly password: string | undefined;
  /** Seconds for TCP, and again for SSH to be ready. */
  readonly connectTimeout: number;
  /** Missing where ~/.ssh/config wants no others than usual. */
  readonly algorithms?: AlgorithmSettings;
}

/** Which known_hosts files count, and what happens with a host that is in none. */
export interface KnownHostsSettings {
  /** New keys go to the first one. */
  readonly userFiles: readonly [string, ...string[]];
  readonly globalFiles: readonly string[];
  readonly acceptNew: boolean;
}

/** Which keys are offered. */
export interface IdentitySettings {
  /** The key that the inventory names: tried first, and an error when it cannot be used. */
  readonly named: { readonly path: string; readonly passphrase: string | undefined } | undefined;
  /** Keys of ~/.ssh/config, or OpenSSH's default ones: passed over when they are missing or cannot be read. */
  readonly files: readonly string[];
  /** Offer only keys of the agent that are in these files. */
  readonly only: boolean;
  readonly agentSocket: string | undefined;
}

/** A host and the way to it: the jump hosts, first to last, then the host itself. */
export interface SshRoute {
  readonly jumps: readonly HopSettings[];
  readonly target: HopSettings;
}
