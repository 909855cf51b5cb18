import type { AuthContext, Connection, ServerChannel } from 'ssh2';
import ssh2 from 'ssh2';

const { private: hostKey, public: publicHostKey } = ssh2.utils.generateKeyPairSync('ed25519');

/** An SSH server of the test's own, for what needs no account on this machine: passwords, prompts, odd endings. */
export class PasswordServer {
  readonly port: number;
  readonly log: string[];
  readonly #server: InstanceType<typeof ssh2.Server>;
  readonly #connections: Set<Connection>;

  private constructor(
    server: InstanceType<typeof ssh2.Server>,
    port: number,
    log: string[],
    connections: Set<Connection>,
  ) {
    this.#server = server;
    this.port = port;
    this.log = log;
    this.#connections = connections;
  }

  /** `judge` decides each try to sign in; what it is given is also in `log`, as `method password`. */
  static async start(
    judge: (context: AuthContext, log: string[]) => void,
    run: (channel: ServerChannel, command: string, connection: Connection) => void = (channel) => {
      channel.exit(0);
      channel.end();
    },
  ): Promise<PasswordServer> {
    const log: string[] = [];
    const connections = new Set<Connection>();
    const server = new ssh2.Server({ hostKeys: [hostKey] }, (connection) => {
      connections.add(connection);
      connection.on('error', () => {}).on('close', () => connections.delete(connection));
      connection.on('authentication', (context) => {
        log.push(context.method === 'password' ? `password ${context.password}` : context.method);
        judge(context, log);
      });
      connection.on('session', (accept) => {
        accept().on('exec', (acceptExec, _reject, { command }) => run(acceptExec(), command, connection));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return new PasswordServer(server, address.port, log, connections);
  }

  get knownHostsLine(): string {
    return `[127.0.0.1]:${this.port} ${publicHostKey.split(' ').slice(0, 2).join(' ')}\n`;
  }

  async stop(): Promise<void> {
    for (const connection of this.#connections) connection.end();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}
