import { Limiter } from '../limiter.ts';
import { SharedConnections } from '../shared-connection.ts';
import { JumpPool } from './connect/jump-pool.ts';
import type { SshEnvironment } from './environment.ts';
import { KeyRing } from './keys/key-ring.ts';
import { KnownHostsReader } from './known-hosts/read-known-hosts.ts';
import { SshConfigFiles } from './ssh-config-files.ts';

/**
 * What all SSH connections of a run share: each file is read once, each key decrypted once, a jump host serves many
 * hosts, and only so many connections are set up at the same time.
 */
export class SshShared extends SshConfigFiles {
  readonly limiter: Limiter;
  readonly keys = new KeyRing();
  readonly knownHosts = new KnownHostsReader();
  readonly jumps = new JumpPool();
  readonly connections = new SharedConnections();

  /**
   * @param atOnce Connections set up at once. 100 hosts took, with round trips of 0, 100 and 300 ms: 1.3, 2.7 and 6.5 s with 24 at once,
   * 1.1, 2.2 and 4.0 s with 48, 1.2, 1.8 and 3.1 s with 64, on two cores that the servers share. It is bounded so that on a slow
   * machine no handshake waits for the others' until it is too late.
   */
  constructor(atOnce = 64, environment?: SshEnvironment) {
    super(environment);
    this.limiter = new Limiter(atOnce);
  }
}
