import type { Fault } from './parse.ts';

/** Faults that the SSH front plays. Switched off where absent. */
export interface FrontFaults {
  /** Cuts the TCP connection after this many bytes from the host. */
  readonly dropAfterBytes?: number;
  /** How many connections are cut before they hold again; all of them where absent. */
  readonly dropTimes?: number;
  /** Bytes a second from the host, per connection. */
  readonly bytesPerSecond?: number;
  /** Shows another host key than known_hosts has. */
  readonly changedHostKey?: boolean;
  /** `powershell` cannot be started. */
  readonly noPowerShell?: boolean;
  /** The account has no administrator rights. */
  readonly notAdministrator?: boolean;
  /** Accepts the connection and never says a word. */
  readonly silent?: boolean;
}

/** What the SSH front has to play of the faults ordered. Pure. */
export function frontFaults(faults: readonly Fault[]): FrontFaults {
  let front: FrontFaults = {};
  for (const { name, value } of faults) {
    if (name === 'connection-drop') front = { ...front, dropAfterBytes: value ?? 60_000, dropTimes: 1 };
    else if (name === 'connection-drop-always') front = { ...front, dropAfterBytes: value ?? 60_000 };
    else if (name === 'slow-network') front = { ...front, bytesPerSecond: value ?? 20_000 };
    else if (name === 'changed-host-key') front = { ...front, changedHostKey: true };
    else if (name === 'no-powershell') front = { ...front, noPowerShell: true };
    else if (name === 'not-admin') front = { ...front, notAdministrator: true };
    else if (name === 'silent') front = { ...front, silent: true };
  }
  return front;
}
