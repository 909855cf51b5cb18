import type { Connection, FileTransfer, RemoteProcess } from '../types.ts';
import { becomeCommand } from './become-command.ts';
import type { BecomeUser } from './become-user.ts';
import { PasswordProcess } from './password-process.ts';

/** A connection whose commands run as another account. */
export class BecomeConnection implements Connection {
  readonly become: BecomeUser;
  readonly closed: Promise<void>;
  readonly #below: Connection;

  constructor(below: Connection, become: BecomeUser) {
    this.#below = below;
    this.become = become;
    this.closed = below.closed;
  }

  get platform(): 'windows' | 'posix' {
    return this.#below.platform;
  }

  /**
   * Files move as the account of the connection: to a place of its own first, where root takes them from. Another account could not
   * read them there, so its worker moves the bytes itself.
   */
  get files(): FileTransfer | undefined {
    const { files } = this.#below;
    return files === undefined || this.become.user !== 'root' ? undefined : staged(files);
  }

  async start(command: string, signal?: AbortSignal): Promise<RemoteProcess> {
    const process = await this.#below.start(becomeCommand(command, this.become), signal);
    const { method, password } = this.become;
    if (password === undefined || method === 'doas') return process;
    const asking = new PasswordProcess(process);
    await asking.answer(password, method === 'su', signal);
    return asking;
  }

  close(): Promise<void> {
    return this.#below.close();
  }
}

function staged(files: FileTransfer): FileTransfer {
  return {
    staging: '/tmp',
    put: (local, remote, onBytes, signal) => files.put(local, remote, onBytes, signal),
    get: (remote, local, signal) => files.get(remote, local, signal),
  };
}
