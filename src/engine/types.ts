import type { Layer } from '../expression/types.ts';
import type { GrowingInventory, Inventory } from '../inventory/types.ts';
import type { ModuleRegistry } from '../module/contract.ts';
import type { Playbook } from '../playbook/types.ts';
import type { Redactor } from '../secrets/redactor.ts';
import type { SessionOpener } from '../worker/session.ts';
import type { EventListener, Recap, TaskRef } from './events.ts';

/** Time, as the engine needs it; a test gives a fake one. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Everything that a run is made of. The engine reads no file, no argv and no environment. */
export interface RunOptions {
  /** The run id, e.g. `20261124-143015-7f3a`; every event, log line and receipt carries it. */
  readonly run: string;
  readonly playbook: Playbook;
  /** Only one that can grow takes what add_host and group_by add. */
  readonly inventory: Inventory | GrowingInventory;
  readonly modules: ModuleRegistry;
  readonly sessions: SessionOpener;
  readonly clock: Clock;
  readonly listener: EventListener;
  /** Every event goes through it before the listener sees it. */
  readonly secrets: Redactor;
  /** Variables of `-e`: win over everything. */
  readonly extraVars: Layer;
  /** Answers to `vars_prompt`, by name. */
  readonly answers?: Layer;
  /** The first task to run, by name or glob: those before it are passed over. */
  readonly startAtTask?: string;
  /** Asked before each task (`--step`): run it, pass it over, or run it and ask no more. */
  readonly confirm?: (task: TaskRef) => Promise<'yes' | 'no' | 'continue'>;
  /** Reads a file of variables. Throws GorunError, GorunErrors. */
  readonly readVariables?: (path: string) => Promise<Layer>;
  /** Pattern of `--limit`. */
  readonly limit?: string;
  /** Empty: all tags. */
  readonly tags: readonly string[];
  readonly skipTags: readonly string[];
  readonly check: boolean;
  readonly diff: boolean;
  readonly forks: number;
  readonly speculation: boolean;
  /** What the command line says of other accounts on POSIX hosts, where neither inventory nor playbook does. */
  readonly become?: {
    readonly on: boolean;
    readonly user?: string;
    readonly method?: string;
    readonly password?: string;
  };
  readonly stealLock: boolean;
  /** `user@controller pid`, shown to whoever finds the lock taken. */
  readonly holder: string;
  /** Folder of the playbook; modules resolve relative paths there. */
  readonly folder: string;
  /**
   * First abort: tasks that run on a host finish there (all their steps), waits end, nothing new starts. A host in the
   * middle of a block stays there, neither its always nor handlers run; the recap says after which task. Only where a
   * host has failed in a block (before or now) do the block's rescue and always run on it.
   */
  readonly stopSoon: AbortSignal;
  /** Second abort: requests are cut short; the recap names the task whose outcome is not known. */
  readonly stopNow: AbortSignal;
}

/** Runs a playbook to its end; never rejects for what happens on hosts. */
export type RunPlaybook = (options: RunOptions) => Promise<Recap>;
