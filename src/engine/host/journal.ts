import type { BecomeUser } from '../../connection/become/become-user.ts';
import type { Action, LoadedModule, Step } from '../../module/contract.ts';
import type { TaskRef } from '../events.ts';
import type { HostState } from './host-state.ts';

/** A step that was applied on a host, or may have been: what rollback needs to take it back. */
export interface AppliedStep {
  /** The host where it was applied. */
  readonly at: HostState;
  /** Who applied it there; undefined: the account of the connection. */
  readonly as: BecomeUser | undefined;
  readonly task: TaskRef;
  readonly module: LoadedModule;
  readonly step: Step;
  readonly intent: string;
  /** With what Apply returned under `undo` merged over its args; undefined: it cannot be taken back. */
  readonly undo: Action | undefined;
  /** Seconds. */
  readonly timeout: number | undefined;
  readonly noLog: boolean;
}
