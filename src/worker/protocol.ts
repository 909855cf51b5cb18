import type { ErrorCode } from '../errors/catalogue.ts';
import type { Json, JsonObject } from '../json.ts';

/**
 * The worker protocol. A message is one line of JSON, in both directions, over the standard input and output of one process on the host.
 * Inside of strings a quote is always `\u0022` and a backslash `\u005c`, so a worker in a small language can cut a line at its quotes.
 *
 * controller -> host: {@link WireRequest}, `{"cancel":id}` (the running call of that request is ended, and with it the worker),
 * `{"bye":true}` (the lock is given back, the worker ends; on POSIX hosts `,"keep":true` behind it lets stay what steps kept for the way back).
 * host -> controller: a {@link WireHello}, then any number of {@link WireReply}. Lines that are neither are passed over.
 * After `timeout`, `cancelled` and a script's `exit` the worker ends; the controller starts a new one.
 *
 * On Windows all of it is ASCII (console code pages), the worker's source is the first two lines of its input, one for each of its threads,
 * and it keeps time limits itself.
 * On POSIX hosts, where the worker is a shell:
 * - requests are flat: `{"id":7,"calls":[{"fn":"Probe","code":"…","p_path":"/etc/motd"}]}` ({@link ../worker/posix/fields.ts});
 * - new sources are a message of their own, `code` and the text, before the request that needs them;
 * - a message that is long or has line breaks is announced: `take 12345`, then so many bytes;
 * - bytes of 128 and above stand as they are, and are read as UTF-8;
 * - it reads nothing while it works: at a limit, and when a call is cancelled, another worker ends it (`stop`).
 */
export interface WireRequest {
  readonly id: number;
  /** Sources that this worker has not seen yet, by their hashes. */
  readonly code?: Readonly<Record<string, WireSource>>;
  /** Carried out in order. After a failed call those behind it with `needs: 'previous'` are answered `skipped`. */
  readonly calls: readonly WireCall[];
}

/** A source, and the hashes of those that stand in front of it; they came before it or with it. */
export interface WireSource {
  readonly text: string;
  readonly uses?: readonly string[];
}

/** One function call on the host. */
export interface WireCall {
  /** The hash of the source that holds the function; empty for the worker's own functions (lock, receipts, files …). */
  readonly code: string;
  readonly fn: string;
  readonly args: Json;
  /** Seconds. Past it the call's process tree is ended and the worker starts anew. */
  readonly timeout?: number;
  readonly needs?: 'previous';
  /** For what changes the host: a receipt with this intent is written before the call, and its outcome after it. */
  readonly intent?: Intent;
  /** Environment variables while it runs. */
  readonly env?: Readonly<Record<string, string>>;
}

/** What is written to the host before a step runs there, so that a lost connection can be settled. */
export interface Intent {
  /** Unique for ever: `<run>/<task>/<step>`; also the receipt's name (made safe). */
  readonly id: string;
  readonly run: string;
  readonly task: string;
  readonly title: string;
  /** Secrets are masked. */
  readonly undo?: JsonObject;
  /** What the step is given is secret, so what it says may be: its outcome is not written into the receipt, only that it ended. */
  readonly secret?: true;
}

/** The worker's first line. */
export interface WireHello {
  readonly hello: 'gorun-worker';
  readonly protocol: 1;
  readonly pid: number;
  /** What tells it from a later process of that number; of workers that are ended by another one. */
  readonly started?: string;
  /** e.g. `Desktop` or `Core`, and the version of PowerShell; `sh` for POSIX. */
  readonly engine: string;
  readonly computer: string;
  readonly user: string;
  readonly administrator: boolean;
}

/** A line of the worker after its hello. `n` is the index of the call. */
export type WireReply =
  | { readonly id: number; readonly n: number; readonly progress: JsonObject }
  | { readonly id: number; readonly n: number; readonly ok: true; readonly value: Json; readonly ms: number }
  | {
      readonly id: number;
      readonly n: number;
      readonly ok: false;
      readonly error: CallError;
      readonly ms: number;
    }
  | { readonly id: number; readonly done: true }
  /** A line that was not understood; says why. The controller gives the worker up. */
  | { readonly broken: string };

/** Why a call failed. */
export interface CallError {
  readonly kind:
    | 'failed'
    | 'skipped'
    | 'timeout'
    | 'lock-held'
    | 'unsettled'
    | 'lost'
    | 'cancelled'
    | 'protocol';
  /** Where the controller knows more than `kind` says; a host never sends it. */
  readonly code?: ErrorCode;
  /** For people: one or a few lines, without stack. */
  readonly message: string;
  /** What to try, where the host knows it. */
  readonly fix?: string;
  /** More for machines: exit code, output so far, the log's decisive lines. */
  readonly detail?: JsonObject;
}
