import { GorunError } from '../../errors/gorun-error.ts';
import { windowsCommand } from '../windows/command.ts';
import { windowsSource } from '../windows/source.ts';

/** How a worker is started: one command line that every shell takes as it stands, then its source on standard input. */
export interface Launch {
  readonly command: string;
  readonly source: string;
  /** What the command needs on the host, for messages. */
  readonly engine: string;
}

/** The launch for a platform. */
export function launchFor(platform: 'windows' | 'posix'): Launch {
  if (platform === 'windows')
    return { command: windowsCommand(), source: windowsSource(), engine: 'PowerShell' };
  throw new GorunError('connection/no-worker', {
    message: 'POSIX hosts have no worker in this version',
    fix: 'Leave Linux hosts out with --limit.',
  });
}
