import { expandRanges } from './ranges.ts';

/** What stands for hosts in an inventory: `web1`, `web[01:50].example.com`, `web1:2222`, `[::1]:22`. */
export interface HostPattern {
  readonly names: readonly string[];
  /** What stood behind a colon; it becomes ansible_port of hosts that are new. */
  readonly port: number | undefined;
}

const bracketed = /^\[(?<host>[\da-fA-F:.]*:[\da-fA-F:.]*:[\da-fA-F:.]*)\](?::(?<port>\d+))?$/;
const withPort = /^(?<host>(?:[\p{L}\p{N}_.-]|\[[^\]]*\])+):(?<port>\d+)$/u;

/** Reads a host pattern. Throws InvalidRange with a sentence for people. */
export function hostPattern(pattern: string): HostPattern {
  const address = bracketed.exec(pattern)?.groups;
  if (address?.host !== undefined) return { names: [address.host], port: portOf(address.port) };
  const { host = pattern, port } = withPort.exec(pattern)?.groups ?? {};
  return { names: expandRanges(host), port: portOf(port) };
}

function portOf(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits);
}
