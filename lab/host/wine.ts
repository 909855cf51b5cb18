import { join } from 'node:path';
import { type Ran, type RunOptions, run } from '../process/run.ts';

/**
 * The environment of everything that runs inside a host: nothing of the user's own, for Wine hands all of it to
 * Windows programs.
 */
export function wineEnvironment(prefix: string): NodeJS.ProcessEnv {
  return {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    HOME: join(prefix, 'home'),
    // Wine makes C:\users\NAME of it.
    USER: 'Administrator',
    LOGNAME: 'Administrator',
    LANG: 'C.UTF-8',
    WINEPREFIX: prefix,
    WINEDEBUG: '-all',
    // No menus in the user's own desktop, no debugger dialog when a program crashes.
    WINEDLLOVERRIDES: 'winemenubuilder.exe=d;winedbg.exe=d',
    // Without it .NET dies under Wine after about 1,600 calls with 0x80131506.
    DOTNET_EnableWriteXorExecute: '0',
    DOTNET_EnableDiagnostics: '0',
    DOTNET_TieredPGO: '0',
  };
}

/** The folder that a host's drive C: is. */
export const driveC = (prefix: string): string => join(prefix, 'drive_c');

/** Runs a Windows program inside a host, in `C:\`. */
export function wine(prefix: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return run('wine', args, { cwd: driveC(prefix), env: wineEnvironment(prefix), ...options });
}

/** Ends every process of a host. Quiet when none runs. */
export async function stopWine(prefix: string): Promise<void> {
  await run('wineserver', ['-k'], { env: wineEnvironment(prefix), okCodes: [0, 1, 2] });
}

/** Waits until every process of a host has ended and its registry is on disk. */
export async function waitForWine(prefix: string): Promise<void> {
  await run('wineserver', ['-w'], { env: wineEnvironment(prefix) });
}
