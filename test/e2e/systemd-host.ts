import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
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

/** A real systemd, as process 1 of namespaces of its own on this machine. */
export class SystemdHost {
  readonly host: ShellHost;
  readonly #process: ChildProcess;

  private constructor(process: ChildProcess, pid: number) {
    this.#process = process;
    this.host = new ShellHost('/usr/bin/dash', ['nsenter', ...into(pid)].join(' '));
  }

  /** Comes back when it has started. Throws Error. */
  static async start(): Promise<SystemdHost> {
    if (!existsSync('/lib/systemd/systemd'))
      throw new Error('systemd is not on this machine; scripts/set-up-peers.ts installs it');
    const flags = ['--mount', '--pid', '--fork', '--kill-child', '--uts', '--ipc', '--net', '--cgroup'];
    const process = spawn('unshare', [...flags, 'sh', '-c', start], { stdio: 'ignore' });
    const deadline = performance.now() + 60_000;
    while (performance.now() < deadline && process.exitCode === null) {
      const pid = childOf(process.pid);
      if (pid !== undefined && isUp(pid)) return new SystemdHost(process, pid);
      await setTimeout(100);
    }
    process.kill('SIGKILL');
    throw new Error(`systemd has not come up (exit code ${process.exitCode})`);
  }

  stop(): void {
    this.#process.kill('SIGTERM');
    this.host.remove();
  }
}

const into = (pid: number) => ['--target', String(pid), '--mount', '--pid', '--net', '--'];

function childOf(pid: number | undefined): number | undefined {
  try {
    const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ');
    return child === undefined || child === '' ? undefined : Number(child);
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
