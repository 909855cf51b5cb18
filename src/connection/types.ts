import type { Json } from '../json.ts';
import type { BecomeUser } from './become/become-user.ts';

/** What is needed to reach a host: its name and its variables, rendered. */
export interface HostAddress {
  readonly name: string;
  /** `ansible_host`, `ansible_port`, `gorun_…`: rendered inventory variables of the connection. */
  readonly variables: Readonly<Record<string, Json>>;
  /** Who does the work there, where it is not the account of the connection. */
  readonly become?: BecomeUser;
}

/** A running process on the far side, as the worker's client needs it: bytes in, bytes out, an end. */
export interface RemoteProcess {
  write(chunk: Uint8Array): Promise<void>;
  /** Bytes of standard output, as they come; ends when the process or the connection ends. */
  readonly stdout: AsyncIterable<Uint8Array>;
  /** The last part (at most 64 KiB) of standard error so far. */
  stderrTail(): string;
  /** Settles when the process has ended: its exit code, or undefined where the connection broke first. */
  readonly exited: Promise<number | undefined>;
  /** Ends the process by closing its channel. */
  kill(): void;
}

/** A connection to one host. The same shape for ssh, winrm, local and agent. */
export interface Connection {
  readonly platform: 'windows' | 'posix';
  /** Commands run as this account instead of the one of the connection. */
  readonly become?: BecomeUser;
  /** Starts one command line (fits every shell: no quoting needed inside it). */
  start(command: string, signal?: AbortSignal): Promise<RemoteProcess>;
  /**
   * File transfer where the connection has one (SFTP); undefined: the worker moves the bytes. It is opened by the first
   * transfer (no round trip before): where that fails for want of SFTP, this is undefined from then on.
   */
  readonly files: FileTransfer | undefined;
  readonly closed: Promise<void>;
  close(): Promise<void>;
  /** Where the connection may outlive the run that uses it. */
  readonly kept?: KeptFurther;
}

/** A connection that is kept between runs, with a worker on it. Each ends the use of the connection by this run. */
export interface KeptFurther {
  /** An earlier run left a worker there. */
  readonly hasWorker: boolean;
  /** The worker that an earlier run left there, once. */
  takeWorker(): LeftWorker | undefined;
  /** Leaves the worker to the next run; it must be idle, and have no lock. Never throws. */
  leaveWorker(process: RemoteProcess, memory: Json): Promise<void>;
  /**
   * A connection that is made anew for the next run, with `command` started on it and given `input` (Latin-1): for a host that this run has
   * changed. Nobody waits for it. Never throws.
   */
  renew(command: string, input: string): Promise<void>;
}

/** A worker process without a user, and what its last one left to know of it. */
export interface LeftWorker {
  readonly process: RemoteProcess;
  readonly memory: unknown;
}

/** Moving whole files. Paths on the host are the host's own. Throws GorunError `connection/file-transfer`. */
export interface FileTransfer {
  /** Folder of the host to which files are put first: another account does the work, and takes them from there. */
  readonly staging?: string;
  put(local: string, remote: string, onBytes?: (sent: number) => void, signal?: AbortSignal): Promise<void>;
  get(remote: string, local: string, signal?: AbortSignal): Promise<void>;
}

/** Makes connections to one host; called again after a drop. Throws GorunError `connection/*`. */
export interface Connector {
  connect(signal?: AbortSignal): Promise<Connection>;
}
