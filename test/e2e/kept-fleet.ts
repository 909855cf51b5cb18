import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileCacheFolder } from '../../src/cli/compile-cache.ts';
import type { Kept } from '../../src/persist/wire/messages.ts';
import { KeyFolder, OpenSshServer } from '../connection/openssh-server.ts';
import { startGorun, type Typed, type Typing } from './typed-gorun.ts';

const address = '127.0.1.61';

/** A host behind OpenSSH's sshd, a project for it, and a place of its own for the keeper. */
export class KeptFleet {
  static readonly passphrase = 'open-sesame-42';
  readonly server: OpenSshServer;
  readonly folder: string;
  /** gorun's folder on the host. */
  readonly state: string;
  readonly env: Readonly<Record<string, string>>;
  readonly #keys: KeyFolder;

  private constructor(server: OpenSshServer, keys: KeyFolder, folder: string, state: string) {
    this.server = server;
    this.#keys = keys;
    this.folder = folder;
    this.state = state;
    this.env = {
      XDG_RUNTIME_DIR: this.at('runtime'),
      XDG_CACHE_HOME: this.at('cache'),
      // Not in the cache of its own: compiling gorun anew for each test takes as long as the tests.
      NODE_COMPILE_CACHE: compileCacheFolder(process.env) ?? '',
    };
  }

  static async start(): Promise<KeptFleet> {
    const keys = new KeyFolder();
    const folder = mkdtempSync(join(tmpdir(), 'gorun-kept-'));
    // Other accounts look into it, too.
    chmodSync(folder, 0o755);
    const state = join(folder, 'state');
    keys.keygen('host', 'ed25519');
    keys.keygen('mine', 'ed25519');
    keys.keygen('locked', 'ed25519', '-N', KeptFleet.passphrase);
    const taken = ['mine', 'locked'].map((name) => keys.publicKey(name));
    keys.write('authorized_keys', `${taken.join('\n')}\n`);
    // At that level bash reads no .bashrc of this machine, which may take seconds.
    const server = await OpenSshServer.start(
      keys,
      address,
      [keys.at('host')],
      [`SetEnv GORUN_STATE=${state} SHLVL=5`],
    );
    keys.write('known_hosts', `${server.knownHostsLine(keys.publicKey('host'))}\n`);
    const fleet = new KeptFleet(server, keys, folder, state);
    mkdirSync(fleet.at('runtime'), { mode: 0o700 });
    fleet.write(
      'inventory.yml',
      JSON.stringify({
        all: {
          hosts: { h1: {} },
          vars: {
            ansible_host: address,
            ansible_port: server.port,
            ansible_user: 'root',
            ansible_ssh_private_key_file: keys.at('mine'),
            gorun_ssh_known_hosts_file: keys.at('known_hosts'),
          },
        },
      }),
    );
    return fleet;
  }

  at(name: string): string {
    return join(this.folder, name);
  }

  /** Words for another key that the host takes, which has a passphrase. */
  get otherKey(): readonly string[] {
    const variables = {
      ansible_ssh_private_key_file: this.#keys.at('locked'),
      ansible_ssh_private_key_passphrase: KeptFleet.passphrase,
    };
    return ['-e', JSON.stringify(variables)];
  }

  write(name: string, text: string): void {
    writeFileSync(this.at(name), text);
  }

  /** A playbook of one play with these tasks. */
  playbook(name: string, tasks: readonly object[]): void {
    this.write(name, JSON.stringify([{ hosts: 'all', tasks }]));
  }

  begin(playbook: string, ...words: readonly string[]): Typing {
    return startGorun(
      this.folder,
      ['playbook', playbook, '-i', 'inventory.yml', '--output', 'json', ...words],
      this.env,
    );
  }

  run(playbook: string, ...words: readonly string[]): Promise<Typed> {
    return this.begin(playbook, ...words).ended;
  }

  /** What is kept, or in use. */
  async kept(): Promise<readonly (Kept & { readonly pid: number })[]> {
    const { out } = await startGorun(this.folder, ['persist', 'status', '--json'], this.env).ended;
    return JSON.parse(out);
  }

  async stop(): Promise<string> {
    return (await startGorun(this.folder, ['persist', 'stop'], this.env).ended).out;
  }

  /** The keeper's process, which has something to keep. */
  async keeper(): Promise<number> {
    const [first] = await this.kept();
    if (first === undefined) throw new Error('nothing is kept');
    return first.pid;
  }

  /** Connections that the host has ever let in. */
  get logins(): number {
    return this.server.log.filter((line) => line.startsWith('Accepted publickey')).length;
  }

  /** What the keeper has in its folder. */
  files(): readonly string[] {
    return readdirSync(this.at('runtime/gorun')).map((name) => this.at(`runtime/gorun/${name}`));
  }

  sockets(): readonly string[] {
    return this.files().filter((path) => path.endsWith('.sock'));
  }

  read(name: string): string {
    return readFileSync(this.at(name), 'utf8');
  }

  async remove(): Promise<void> {
    await this.stop();
    await this.server.stop();
    this.#keys.remove();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Waits until it is so. */
export async function until(so: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await so())) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Whether a process lives. */
export function lives(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
