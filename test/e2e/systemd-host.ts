import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { Connection, Connector } from '../../src/connection/types.ts';
import { GorunError } from '../../src/errors/gorun-error.ts';
import { ShellHost } from '../worker/posix-shell.ts';

/** Folders that are its own, and empty; the rest of this machine's files it can only read. */
const own = ['/run', '/tmp', '/var/log', '/etc/systemd/system', '/var/lib/systemd'];

const start = `set -e
mount --make-rprivate /
mount -t proc proc /proc
for one in ${own.join(' ')}; do mount -t tmpfs tmpfs "$one"; done
mkdir -p /run/lock
umount /sys/fs/cgroup/* 2>/dev/null || :
mount -o remount,bind,ro /
exec env container=lxc /lib/systemd/systemd --system --unit=basic.target --log-target=journal --show-status=0`;

/** A real systemd, as process 1 of namespaces of its own on this machine; it comes up again when it has restarted. */
export class SystemdHost implements Connector {
  #process: ChildProcess | undefined;
  #host: ShellHost | undefined;
  #stopped = false;
  /** How often it has come up. */
  starts = 0;

  /** Comes back when it has started. Throws Error. */
  async start(): Promise<void> {
    if (!existsSync('/lib/systemd/systemd'))
      throw new Error('systemd is not on this machine; scripts/set-up-peers.ts installs it');
    const flags = ['--mount', '--pid', '--fork', '--kill-child', '--uts', '--ipc', '--net', '--cgroup'];
    const process = spawn('unshare', [...flags, 'sh', '-c', start], { stdio: 'ignore' });
    this.#process = process;
    let entered: number | undefined;
    process.once('exit', () => {
      this.#host?.remove();
      if (entered !== undefined) endEntered(entered);
      this.#host = undefined;
      if (!this.#stopped) this.start().catch(() => {});
    });
    const deadline = performance.now() + 60_000;
    while (performance.now() < deadline && process.exitCode === null && process.signalCode === null) {
      const pid = childOf(process.pid);
      if (pid !== undefined && isUp(pid)) {
        entered = pid;
        this.#host = new ShellHost('/usr/bin/dash', ['nsenter', ...into(pid)].join(' '));
        this.starts++;
        return;
      }
      await setTimeout(100);
    }
    process.kill('SIGKILL');
    throw new Error(`systemd has not come up (exit code ${process.exitCode})`);
  }

  async connect(signal?: AbortSignal): Promise<Connection> {
    if (this.#host === undefined || this.#isGoingDown())
      throw new GorunError('connection/unreachable', { message: 'it is down' });
    return this.#host.connect(signal);
  }

  /** Its last process waits for those from outside of it, as no machine has; it is what would take the power away. */
  #isGoingDown(): boolean {
    const pid = childOf(this.#process?.pid);
    if (pid !== undefined && nameOf(pid) === 'systemd') return false;
    this.#process?.kill('SIGKILL');
    return true;
  }

  stop(): void {
    this.#stopped = true;
    this.#process?.kill('SIGKILL');
    this.#host?.remove();
  }
}

const into = (pid: number) => ['--target', String(pid), '--mount', '--pid', '--net', '--'];

/** What stands in a host that goes down is stopped by it before it is killed; nsenter stops with it, and then nobody ends nsenter. */
function endEntered(target: number): void {
  const command = `nsenter\0${into(target).join('\0')}\0`;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith(command))
        process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
  }
}

function childOf(pid: number | undefined): number | undefined {
  try {
    const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ');
    return child === undefined || child === '' ? undefined : Number(child);
  } catch {
    return undefined;
  }
}

function nameOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trimEnd();
  } catch {
    return undefined;
  }
}

function isUp(pid: number): boolean {
  const { stdout } = spawnSync('nsenter', [...into(pid), 'systemctl', 'is-system-running'], {
    encoding: 'utf8',
  });
  return /^(?:running|degraded)/.test(stdout);
}
