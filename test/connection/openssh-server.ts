import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';

const sshd = '/usr/sbin/sshd';

/** A folder for keys and files of one test file; removed with `remove`. */
export class KeyFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'gorun-ssh-'));

  at(name: string): string {
    return join(this.path, name);
  }

  write(name: string, text: string): string {
    writeFileSync(this.at(name), text, { mode: 0o600 });
    return this.at(name);
  }

  /** Makes a key pair with ssh-keygen and returns the path of its private half. */
  keygen(name: string, type: string, ...options: string[]): string {
    const passphrase = options.includes('-N') ? [] : ['-N', ''];
    execFileSync('ssh-keygen', [
      '-q',
      '-t',
      type,
      ...passphrase,
      '-C',
      name,
      '-f',
      this.at(name),
      ...options,
    ]);
    return this.at(name);
  }

  publicKey(name: string): string {
    const [type = '', key = ''] = readFileSync(this.at(`${name}.pub`), 'utf8').split(' ');
    return `${type} ${key}`;
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Debian's own sshd, on a loopback address, with nothing of the machine's configuration. */
export class OpenSshServer {
  readonly host: string;
  readonly port: number;
  readonly log: string[] = [];
  readonly #child: ChildProcess;
  readonly #lines: Interface;

  private constructor(host: string, port: number, child: ChildProcess, lines: Interface) {
    this.host = host;
    this.port = port;
    this.#child = child;
    this.#lines = lines;
  }

  /** Starts it as root with the host keys and configuration lines given; ready when it listens. */
  static async start(
    folder: KeyFolder,
    host: string,
    hostKeys: readonly string[],
    lines: readonly string[] = [],
  ): Promise<OpenSshServer> {
    mkdirSync('/run/sshd', { recursive: true });
    const port = await freePort(host);
    const config = [
      `ListenAddress ${host}:${port}`,
      'PidFile none',
      'UsePAM no',
      'StrictModes no',
      'PermitRootLogin yes',
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      'MaxStartups 200',
      'MaxSessions 100',
      'LogLevel VERBOSE',
      `AuthorizedKeysFile ${folder.at('authorized_keys')}`,
      ...hostKeys.map((key) => `HostKey ${key}`),
      ...lines,
      ...(lines.some((line) => line.startsWith('Subsystem')) ? [] : ['Subsystem sftp internal-sftp']),
    ];
    const file = folder.write(`sshd_config_${port}`, `${config.join('\n')}\n`);
    // dies with the test, also with one that is killed
    const command = ['--pdeathsig', 'TERM', sshd, '-D', '-e', '-f', file];
    const child = spawn('setpriv', command, { stdio: ['ignore', 'ignore', 'pipe'] });
    const server = new OpenSshServer(host, port, child, createInterface(child.stderr));
    await new Promise<void>((resolve, reject) => {
      child.once('exit', () => reject(new Error(`sshd ended: ${server.log.join('\n')}`)));
      server.#lines.on('line', (line) => {
        server.log.push(line);
        if (line.startsWith('Server listening')) resolve();
      });
    });
    return server;
  }

  /** The known_hosts line of this server for one of its keys. */
  knownHostsLine(publicKey: string): string {
    return `[${this.host}]:${this.port} ${publicKey}`;
  }

  /** Waits until the log has a line like this. */
  async logged(line: RegExp): Promise<void> {
    while (!this.log.some((text) => line.test(text))) await once(this.#lines, 'line');
  }

  /** The processes that serve the open connections. */
  sessionPids(): number[] {
    const children = readFileSync(`/proc/${this.#child.pid}/task/${this.#child.pid}/children`, 'utf8');
    return children.split(' ').filter(Boolean).map(Number);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGTERM');
    await ended;
  }
}

async function freePort(host: string): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
