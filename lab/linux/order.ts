import { goName, type LabUpOptions } from '../order.ts';
import { type LinuxFault, parseLinuxFaults } from './faults.ts';

/** What one Linux host is to be. */
export interface LinuxOrder {
  readonly name: string;
  /** Its own address on the loopback: `127.0.1.7`. */
  readonly address: string;
  /** `go1.20.14`, whose tree is put to /usr/local/go, or `none`. */
  readonly go: string;
  /** Whether that tree is without `src`. */
  readonly slim: boolean;
  readonly faults: readonly LinuxFault[];
}

/** As many as there are addresses from 127.0.1.1 to 127.0.255.254. */
export const MOST_LINUX_HOSTS = 255 * 254;

/**
 * The Linux hosts that the options order: `linux1` and so on. Pure.
 * @throws GorunError `cli/usage` for an unknown fault
 */
export function linuxOrders(options: LabUpOptions): LinuxOrder[] {
  return Array.from({ length: options.linux ?? 0 }, (_, at) => {
    const name = `linux${at + 1}`;
    return {
      name,
      address: linuxAddress(at),
      go: goName(options.goByHost?.[name] ?? options.linuxGo ?? 'none'),
      slim: options.linuxSlim === true,
      faults: parseLinuxFaults(options.faults?.[name] ?? []),
    };
  });
}

/** The loopback address of the host with this number, counted from 0: 127.0.1.1 to 127.0.1.254, then 127.0.2.1. Pure. */
export const linuxAddress = (at: number): string => `127.0.${1 + Math.floor(at / 254)}.${1 + (at % 254)}`;

/** Whether a host of this name is a Linux host. Pure. */
export const isLinuxName = (name: string): boolean => /^linux\d+$/.test(name);
