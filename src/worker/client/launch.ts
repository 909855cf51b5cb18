import { posixCommand } from '../posix/command.ts';
import { posixDialect } from '../posix/dialect.ts';
import { posixSource } from '../posix/source.ts';
import { windowsCommand } from '../windows/command.ts';
import { windowsDialect } from '../windows/dialect.ts';
import { windowsSource } from '../windows/source.ts';
import type { Dialect } from './dialect.ts';

/** How a worker is started: one command line that every shell takes as it stands, then its source on standard input. */
export interface Launch {
  readonly command: string;
  readonly source: string;
  /** What the command needs on the host, for messages. */
  readonly engine: string;
  readonly dialect: Dialect;
}

/** The launch for a platform. */
export function launchFor(platform: 'windows' | 'posix'): Launch {
  if (platform === 'windows')
    return {
      command: windowsCommand(),
      source: windowsSource(),
      engine: 'PowerShell',
      dialect: windowsDialect,
    };
  return { command: posixCommand(), source: posixSource(), engine: 'sh', dialect: posixDialect };
}
