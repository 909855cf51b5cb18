import { spawn } from 'node:child_process';
import { GorunError } from '../../src/errors/gorun-error.ts';

/** How a program is run. */
export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
  /** Exit codes that count as success; 0 where not given. */
  readonly okCodes?: readonly number[];
}

/** What a program left behind. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a program to its end and collects its output.
 * @throws GorunError `lab/failed` when it can't be started or ends with another code than the ones allowed.
 */
export async function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.on('error', () => {});
  child.stdin.end(options.input ?? '');
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', (cause) =>
      reject(
        new GorunError('lab/failed', { message: `${program} cannot be started: ${cause.message}`, cause }),
      ),
    );
    // 'exit', not 'close': a wineserver left in the background holds the pipes open.
    child.on('exit', (exit, signal) => setImmediate(resolve, exit ?? (signal === null ? 255 : 137)));
  });
  if (!(options.okCodes ?? [0]).includes(code)) {
    const said = (stderr.trim() || stdout.trim()).split('\n').slice(-8).join('\n');
    throw new GorunError('lab/failed', {
      message: `${program} ${args.join(' ')} ended with ${code}: ${said}`,
    });
  }
  return { code, stdout, stderr };
}
