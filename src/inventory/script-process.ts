import { type ChildProcess, spawn } from 'node:child_process';
import { basename } from 'node:path';
import { GorunError } from '../errors/gorun-error.ts';

/** Bounds of one call of an inventory script. */
export interface ScriptLimits {
  readonly seconds: number;
  readonly bytes: number;
}

/** Fifty thousand hosts with ten variables each are about 20 MB. */
export const scriptLimits: ScriptLimits = { seconds: 60, bytes: 64 * 1024 * 1024 };

/** What is kept of the script's complaints. */
const mostOfStderr = 2_000;

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'it may not be executed',
  ENOENT: 'it, or the program named in its first line, does not exist',
  ENOEXEC: 'it is not a program; a script begins with #! and the program that runs it',
};

/**
 * Runs an inventory script, without a shell, and gives what it printed.
 * @throws GorunError `inventory/script` where it cannot be started, fails, hangs or prints too much; its processes are ended
 */
export function runScript(path: string, args: readonly string[], limits: ScriptLimits): Promise<string> {
  const called = [basename(path), ...args].join(' ');
  const wrong = (message: string, fix: string, cause?: unknown) =>
    new GorunError('inventory/script', {
      message: `${called}: ${message}`,
      position: { file: path, line: 1, column: 1 },
      fix,
      cause,
    });
  return new Promise((resolve, reject) => {
    let child: ChildProcess;
    const notStarted = (cause: unknown) => {
      const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
      const why = reasons[code] ?? (code || String(cause));
      reject(wrong(`the script cannot be started: ${why}`, 'Check its first line and chmod +x.', cause));
    };
    try {
      // A group of its own, so that the end of a hanging script is also the end of what it started.
      child = spawn(path, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    } catch (cause) {
      notStarted(cause);
      return;
    }
    const output: Buffer[] = [];
    let [size, stderr] = [0, ''];
    const stop = (message: string, fix: string) => {
      reject(wrong(message, fix));
      end(child);
    };
    const timer = setTimeout(
      () => stop(`the script did not end within ${limits.seconds} s`, 'Find out what it waits for.'),
      limits.seconds * 1000,
    );
    child.stdout?.on('data', (piece: Buffer) => {
      size += piece.length;
      if (size <= limits.bytes) output.push(piece);
      else stop(`the script printed more than ${limits.bytes} bytes`, 'Print fewer hosts or variables.');
    });
    child.stderr?.on('data', (piece: Buffer) => {
      if (stderr.length < mostOfStderr) stderr += piece.toString();
    });
    child.once('error', (cause) => {
      clearTimeout(timer);
      notStarted(cause);
    });
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve(Buffer.concat(output).toString());
      else {
        const said = stderr.slice(0, mostOfStderr).trimEnd();
        const how = code === null ? `was ended by ${signal}` : `failed with exit code ${code}`;
        reject(wrong(`the script ${how}${said === '' ? '' : `:\n${said}`}`, 'Run it by hand and mend it.'));
      }
    });
  });
}

function end(child: ChildProcess): void {
  child.stdout?.destroy();
  child.stderr?.destroy();
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}
