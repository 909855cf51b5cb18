import SSHConfig from 'ssh-config';
import { GorunError } from '../../../errors/gorun-error.ts';

/** Would make ssh-config run `nslookup` and wait for it; names are resolved when connecting. */
const runsCommands = /^\s*canonicalizehostname\b.*$/gim;

/** Parses the text of a ~/.ssh/config. Throws `connection/config`, naming the file. */
export function parseSshConfig(text: string, file: string): SSHConfig {
  try {
    return SSHConfig.parse(text.replaceAll(runsCommands, ''));
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new GorunError('connection/config', {
      message: `${file} cannot be understood: ${detail}.`,
      fix: `Mend ${file}; \`ssh -G HOST\` shows what OpenSSH makes of it.`,
      cause,
    });
  }
}
