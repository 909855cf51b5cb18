import { join } from 'node:path';
import type SSHConfig from 'ssh-config';
import { GorunError } from '../../errors/gorun-error.ts';
import { Limiter } from '../limiter.ts';
import { SharedConnections } from '../shared-connection.ts';
import { parseSshConfig } from './config/parse-config.ts';
import { readSshConfigText } from './config/read-config.ts';
import { JumpPool } from './connect/jump-pool.ts';
import { ownEnvironment, type SshEnvironment } from './environment.ts';
import { KeyRing } from './keys/key-ring.ts';
import { KnownHostsReader } from './known-hosts/read-known-hosts.ts';

/**
 * What all SSH connections of a run share: each file is read once, each key decrypted once, a jump host serves many
 * hosts, and only so many connections are set up at the same time.
 */
export class SshShared {
  readonly environment: SshEnvironment;
  readonly limiter: Limiter;
  readonly keys = new KeyRing();
  readonly knownHosts = new KnownHostsReader();
  readonly jumps = new JumpPool();
  readonly connections = new SharedConnections();
  #config: Promise<SSHConfig> | undefined;

  /** @param atOnce connections set up at once; 150 hosts with 100 ms round trips took 10.5 s with 8, 4.7 s with 24, 4.1 s with 48. */
  constructor(atOnce = 24, environment: SshEnvironment = ownEnvironment()) {
    this.limiter = new Limiter(atOnce);
    this.environment = environment;
  }

  /** ~/.ssh/config and then /etc/ssh/ssh_config, parsed. Throws `connection/config`. */
  config(): Promise<SSHConfig> {
    this.#config ??= this.#readConfig();
    return this.#config;
  }

  async #readConfig(): Promise<SSHConfig> {
    const { homeDir } = this.environment;
    const own = join(homeDir, '.ssh', 'config');
    const ownText = await this.#readConfigText(own);
    // `Host *` ends the last section of the first file
    return parseSshConfig(`${ownText}\nHost *\n${await this.#readConfigText('/etc/ssh/ssh_config')}`, own);
  }

  async #readConfigText(file: string): Promise<string> {
    try {
      return await readSshConfigText(file, this.environment.homeDir);
    } catch (cause) {
      throw new GorunError('connection/config', {
        message: `${file}, or a file it includes, cannot be read: ${cause instanceof Error ? cause.message : cause}.`,
        fix: 'Make it readable, or remove it.',
        cause,
      });
    }
  }
}
