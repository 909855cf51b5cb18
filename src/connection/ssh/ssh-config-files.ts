import { join } from 'node:path';
import type SSHConfig from 'ssh-config';
import { GorunError } from '../../errors/gorun-error.ts';
import { parseSshConfig } from './config/parse-config.ts';
import { readSshConfigText } from './config/read-config.ts';
import { ownEnvironment, type SshEnvironment } from './environment.ts';

/** OpenSSH's configuration as this account has it, read once. */
export class SshConfigFiles {
  readonly environment: SshEnvironment;
  #config: Promise<SSHConfig> | undefined;

  constructor(environment: SshEnvironment = ownEnvironment()) {
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
