import type { Connection, Connector } from '../../src/connection/types.ts';
import { GorunError } from '../../src/errors/gorun-error.ts';
import type { Json, JsonObject } from '../../src/json.ts';
import { wireText } from '../../src/worker/client/wire-text.ts';
import type { CallError, WireCall, WireRequest } from '../../src/worker/protocol.ts';
import { receiveFile } from './fake-files.ts';
import { FakeProcess, type OutputFaults } from './fake-process.ts';

/** What a function on the fake host does: its value, or an error, or nothing (it stays silent for ever). */
export type FakeFunction = (
  args: Json,
  far: FakeProcess,
) => Json | { readonly error: CallError } | typeof silence;

export const silence = Symbol('silence');

export interface FakeHostOptions {
  readonly functions?: Readonly<Record<string, FakeFunction>>;
  /** For the first connection, the second …; none for those behind. */
  readonly faults?: readonly OutputFaults[];
  /** In place of a hello. */
  readonly instead?: (far: FakeProcess) => void;
  /** Said before the hello. */
  readonly banner?: string;
  /** Errors of the second connection, the third …; `undefined` where it works. */
  readonly refuse?: readonly (GorunError | undefined)[];
}

/** A host in memory that speaks the worker's protocol and keeps receipts and files over its connections. */
export class FakeHost implements Connector {
  readonly #options: FakeHostOptions;
  readonly processes: FakeProcess[] = [];
  readonly requests: WireRequest[] = [];
  /** Steps that ran, by the id of their intent. */
  readonly ran: string[] = [];
  readonly files = new Map<string, Buffer>();
  lockedBy: string | undefined;
  connections = 0;
  readonly #receipts = new Map<string, JsonObject | 'void'>();

  constructor(options: FakeHostOptions = {}) {
    this.#options = options;
  }

  async connect(): Promise<Connection> {
    const refusal = this.#options.refuse?.[this.connections - 1];
    this.connections++;
    if (refusal !== undefined) throw refusal;
    const closed = Promise.withResolvers<void>();
    const mine: FakeProcess[] = [];
    return {
      platform: 'windows',
      files: undefined,
      closed: closed.promise,
      start: async () => {
        // A connection that broke takes no further process.
        if (mine.some((far) => far.ended)) throw unreachable();
        const far = new FakeProcess((line, process) => this.#take(line, process), this.#faults());
        mine.push(far);
        this.processes.push(far);
        return far;
      },
      close: async () => closed.resolve(),
    };
  }

  #faults(): OutputFaults {
    return this.#options.faults?.[this.processes.length] ?? {};
  }

  #take(line: string, far: FakeProcess): void {
    // The first two lines are the worker's source.
    if (far.received.length <= 2) {
      if (far.received.length === 2) this.#greet(far);
    } else if (line.startsWith('{"cancel":')) {
      far.end(3);
    } else if (line.startsWith('{"bye":')) {
      this.lockedBy = undefined;
      far.end(0);
    } else {
      const request: WireRequest = JSON.parse(line);
      this.requests.push(request);
      this.#carryOut(request, far);
    }
  }

  #greet(far: FakeProcess): void {
    if (this.#options.instead !== undefined) {
      this.#options.instead(far);
      return;
    }
    const about = { pid: 7, engine: 'Fake', computer: 'FAKE', user: 'FAKE\\me', administrator: true };
    far.say(`${this.#options.banner ?? ''}${wireText({ hello: 'gorun-worker', protocol: 1, ...about })}\n`);
  }

  #carryOut({ id, calls }: WireRequest, far: FakeProcess): void {
    let failed = false;
    for (const [n, call] of calls.entries()) {
      if (far.ended) return;
      if (failed && call.needs === 'previous') {
        far.say(`${wireText({ id, n, ok: false, error: { kind: 'skipped', message: 'skipped' }, ms: 0 })}\n`);
        continue;
      }
      const outcome = this.#outcome(call, far);
      if (outcome === undefined) return;
      failed = outcome.ok === false;
      far.say(`${wireText({ id, n, ...outcome })}\n`);
    }
    far.say(`${wireText({ id, done: true })}\n`);
  }

  #outcome(call: WireCall, far: FakeProcess): JsonObject | undefined {
    const { intent } = call;
    if (intent !== undefined) {
      this.ran.push(intent.id);
      this.#receipts.set(intent.id, { state: 'unsettled' });
    }
    const result = this.#run(call, far);
    if (result === silence) return undefined;
    const failed = typeof result === 'object' && result !== null && 'error' in result;
    const outcome: JsonObject = failed
      ? { ok: false, error: result.error as JsonObject, ms: 1 }
      : { ok: true, value: result as Json, ms: 1 };
    if (intent !== undefined) this.#receipts.set(intent.id, { state: 'finished', outcome });
    return outcome;
  }

  #run(call: WireCall, far: FakeProcess): ReturnType<FakeFunction> {
    const args = call.args as JsonObject;
    if (call.fn === 'ping') return call.args;
    if (call.fn === 'lock') return this.#lock(args);
    if (call.fn === 'settle') {
      const receipt = this.#receipts.get(String(args.id));
      return receipt === undefined || receipt === 'void' ? { state: 'none' } : receipt;
    }
    if (call.fn.startsWith('file.')) return receiveFile(this.files, call.fn, args);
    return this.#options.functions?.[call.fn]?.(call.args, far) ?? null;
  }

  #lock(args: JsonObject): ReturnType<FakeFunction> {
    const run = String(args.run);
    if (this.lockedBy !== undefined && this.lockedBy !== run)
      return { error: { kind: 'lock-held', message: `${this.lockedBy} holds the lock` } };
    this.lockedBy = run;
    return { taken: 'free' };
  }
}

export function unreachable(): GorunError {
  return new GorunError('connection/unreachable', { message: 'host: no route' });
}
