import { type Fault, parseFaults } from './faults/parse.ts';

/** What to start. */
export interface LabUpOptions {
  /** How many Windows hosts, `win1` and so on. Where not given: none beside Linux hosts, else 4. */
  readonly hosts?: number;
  /** The Go version on the Windows hosts: `1.20.14`, `go1.20.14` or `none`. */
  readonly go?: string;
  /** How many Linux hosts, `linux1` and so on. None where not given. */
  readonly linux?: number;
  /** The Go version on the Linux hosts: `1.20.14`, `go1.20.14` or `none`, as where not given. */
  readonly linuxGo?: string;
  /** Whether that Go is without its sources: lighter where hosts are many. */
  readonly linuxSlim?: boolean;
  /** Another version on single hosts. */
  readonly goByHost?: Readonly<Record<string, string>>;
  /** Faults by host: `{ win2: 'msiexec-1618:3,go386twin', linux1: 'sh-busybox' }`. See `FAULTS` and `LINUX_FAULTS`. */
  readonly faults?: Readonly<Record<string, string | readonly string[]>>;
  /** Makes hosts anew that are there already. */
  readonly fresh?: boolean;
  /** A lab of its own beside others. */
  readonly instance?: string;
  /** Where `inventories/lab.yml` is written. Where not given: the present folder, or the instance's own for one with a name. */
  readonly project?: string;
  /** The version index that hosts are told of: the depot's URL; the lab's depot folder where not given. */
  readonly depot?: string;
  /** Which program sshd gives commands to. cmd where not given. */
  readonly shell?: 'cmd' | 'powershell';
}

/** What one host is to be. */
export interface HostOrder {
  readonly name: string;
  /** `go1.20.14` or `none`. */
  readonly go: string;
  readonly faults: readonly Fault[];
}

/**
 * The Windows hosts that the options order. Pure.
 * @throws GorunError `cli/usage` for an unknown fault
 */
export function hostOrders(options: LabUpOptions): HostOrder[] {
  return Array.from({ length: options.hosts ?? (options.linux === undefined ? 4 : 0) }, (_, at) => {
    const name = `win${at + 1}`;
    return {
      name,
      go: goName(options.goByHost?.[name] ?? options.go ?? '1.20.14'),
      faults: parseFaults(options.faults?.[name] ?? []),
    };
  });
}

/** `go1.20.14` of what a person writes. Pure. */
export const goName = (version: string): string =>
  version === 'none' || version.startsWith('go') ? version : `go${version}`;
