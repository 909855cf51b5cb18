import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerChannel, Session } from 'ssh2';
import type { HostConfig } from '../config.ts';
import { GUEST } from '../host/snapshot.ts';
import { driveC, wineEnvironment } from '../host/wine.ts';
import { loginShell, shellCommand } from './command-line.ts';

/** How long standard error may stay silent after the end before it is closed: a detached process may hold it open. */
const LINGER_MS = 150;

/** Runs one command, or the login shell, inside the host: bytes both ways, then its whole 32-bit exit code. */
export function serveExec(
  channel: ServerChannel,
  session: Session,
  command: string | undefined,
  host: HostConfig,
): void {
  const shell = command === undefined ? { start: loginShell(host.shell) } : shellCommand(command, host.shell);
  if ('refuse' in shell) {
    refuse(channel, shell.refuse);
    return;
  }
  if (host.faults.noPowerShell === true && /^\s*powershell/i.test(shell.start)) {
    refuse(
      channel,
      "'powershell' is not recognized as an internal or external command,\r\noperable program or batch file.\r\n",
    );
    return;
  }
  const sessions = join(driveC(host.prefix), 'windows/temp');
  mkdirSync(sessions, { recursive: true });
  const id = `ssh-${randomUUID()}`;
  const child = spawn('wine', [GUEST, 'session'], {
    cwd: homeFolder(host.prefix),
    env: {
      ...wineEnvironment(host.prefix),
      LAB_COMMAND: shell.start,
      LAB_EXIT_FILE: `C:\\windows\\temp\\${id}`,
      ...(host.faults.notAdministrator === true ? { LAB_RESTRICTED: '1' } : {}),
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.on('error', () => refuse(channel, 'wine cannot be started\r\n'));
  channel.on('error', () => {});
  child.stdin.on('error', () => {});
  channel.pipe(child.stdin);
  child.stdout.pipe(channel, { end: false });
  child.stderr.pipe(channel.stderr, { end: false });
  // The job of the session ends with its guest process, and with the job all that did not break away.
  session.on('signal', (accept) => {
    accept?.();
    child.kill('SIGKILL');
  });
  channel.on('close', () => child.kill('SIGKILL'));
  session.on('close', () => child.kill('SIGKILL'));
  onceDrained(child, () =>
    onceSent(channel, () => {
      channel.exit(exitCode(child, join(sessions, id)));
      channel.end();
      channel.close();
    }),
  );
}

function refuse(channel: ServerChannel, message: string): void {
  channel.stderr.write(message);
  channel.exit(1);
  channel.end();
  channel.close();
}

/** Waits until the client's window has taken everything: closing earlier would cut the output short. */
function onceSent(channel: ServerChannel, done: () => void): void {
  if (channel.destroyed || channel.writableLength + channel.stderr.writableLength === 0) done();
  else setTimeout(() => onceSent(channel, done), 5);
}

function onceDrained(child: ChildProcess, done: () => void): void {
  let finished = false;
  const finish = () => {
    if (finished) return;
    finished = true;
    done();
  };
  child.once('close', finish);
  child.once('exit', () => {
    let last = Date.now();
    const seen = () => {
      last = Date.now();
    };
    child.stdout?.on('data', seen);
    child.stderr?.on('data', seen);
    const timer = setInterval(() => {
      if (finished) return clearInterval(timer);
      // A reader that is paused waits for the client: that is no silence.
      const waits = [child.stdout, child.stderr].some(
        (stream) => stream?.readableEnded === false && stream.isPaused(),
      );
      if (waits) last = Date.now();
      if (Date.now() - last < LINGER_MS) return;
      clearInterval(timer);
      child.stdout?.destroy();
      child.stderr?.destroy();
      finish();
    }, LINGER_MS / 3);
  });
}

function exitCode(child: ChildProcess, file: string): number {
  try {
    const whole = Number(readFileSync(file, 'utf8'));
    rmSync(file, { force: true });
    if (Number.isInteger(whole)) return whole >>> 0;
  } catch {
    // The guest was ended before it could say: what Linux knows must do.
  }
  return child.exitCode ?? 0xffffffff;
}

function homeFolder(prefix: string): string {
  const home = join(driveC(prefix), 'users/Administrator');
  return existsSync(home) ? home : driveC(prefix);
}
