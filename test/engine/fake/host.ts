import { becomeKey } from '../../../src/connection/become/become-user.ts';
import { GorunError } from '../../../src/errors/gorun-error.ts';
import { isJsonObject, type Json } from '../../../src/json.ts';
import type { CallError } from '../../../src/worker/protocol.ts';
import type {
  CallOutcome,
  ExchangeOptions,
  HostCall,
  HostSession,
  Locked,
  SessionOpener,
} from '../../../src/worker/session.ts';

/** A host in memory: values under keys. */
export class FakeHost {
  readonly values = new Map<string, Json>();
  /** One line per request: `probe keep a, apply set a`. */
  readonly requests: string[] = [];
  /** One line per change. */
  readonly changes: string[] = [];
  readonly intents: string[] = [];
  opened = 0;
  /** Who each session was opened as: an account that was taken on, or nobody else. */
  readonly accounts: (string | undefined)[] = [];
  closed = 0;
  /** The last session that was closed left what steps had kept. */
  kept: boolean | undefined;
  locks = 0;
  platform: 'windows' | 'posix' = 'posix';
  /** Cannot be reached. */
  down = false;
  lockedBy: string | undefined;
  /** What goes wrong when a call is made; undefined: nothing. */
  fault: (call: HostCall) => CallError['kind'] | 'drop' | 'drop-after' | undefined = () => undefined;
  /** How long a call takes there, in milliseconds. */
  ms: (call: HostCall) => number = () => 1;
  /** Called when a request comes in. */
  onRequest: (calls: readonly HostCall[]) => void | Promise<void> = () => undefined;

  session(): HostSession {
    const host = this;
    let trips = 0;
    return {
      platform: host.platform,
      ready: async () => undefined,
      async exchange(calls, options) {
        trips += 1;
        return host.exchange(calls, options);
      },
      async lock(_request, calls = [], options) {
        trips += 1;
        host.locks += 1;
        return host.lock(calls, options);
      },
      putFile: async () => undefined,
      getFile: async () => undefined,
      reconnect: async () => undefined,
      stats: () => ({ roundTrips: trips, reconnects: 0, bytesSent: 10, bytesReceived: 10 }),
      async close(keep = false) {
        host.kept = keep;
        host.closed += 1;
      },
    };
  }

  private async lock(calls: readonly HostCall[], options?: ExchangeOptions): Promise<Locked> {
    if (this.lockedBy === undefined) {
      const lock = { ok: true, value: null, ms: 1 } as const;
      return { lock, outcomes: await this.exchange(calls, options, 'lock, ') };
    }
    this.requests.push('lock');
    const skipped = { ok: false, ms: 0, error: { kind: 'skipped', message: 'skipped' } } as const;
    const error = { kind: 'lock-held', message: `held by ${this.lockedBy}` } as const;
    return { lock: { ok: false, ms: 1, error }, outcomes: calls.map(() => skipped) };
  }

  private async exchange(
    calls: readonly HostCall[],
    options?: ExchangeOptions,
    before = '',
  ): Promise<CallOutcome[]> {
    const told = calls.filter(({ script, fn }) => script !== undefined || fn !== 'state');
    this.requests.push(`${before}${told.map(nameOf).join(', ')}`);
    await this.onRequest(calls);
    const outcomes: CallOutcome[] = [];
    let failed = false;
    for (const call of calls) {
      const outcome: CallOutcome = options?.signal?.aborted
        ? stopped(outcomes)
        : failed && call.needsPrevious
          ? { ok: false, ms: 0, error: { kind: 'skipped', message: 'skipped' } }
          : this.answer(call);
      if (!outcome.ok) failed = true;
      outcomes.push(outcome);
    }
    return outcomes;
  }

  private answer(call: HostCall): CallOutcome {
    const fault = this.fault(call);
    if (fault === 'drop') throw new GorunError('connection/lost', { message: 'the connection was lost' });
    if (fault !== undefined && fault !== 'drop-after' && fault !== 'unsettled')
      return { ok: false, ms: 1, error: { kind: fault, message: `${nameOf(call)} ${fault}` } };
    if (call.intent) this.intents.push(call.intent.id);
    const value = this.run(call);
    if (fault === 'drop-after')
      throw new GorunError('connection/lost', { message: 'the connection was lost' });
    if (fault === 'unsettled')
      return { ok: false, ms: 1, error: { kind: 'unsettled', message: 'nobody knows' } };
    return { ok: true, value, ms: this.ms(call) };
  }

  private run({ fn, args }: HostCall): Json {
    if (!isJsonObject(args)) return null;
    if (fn === 'Probe') return this.values.get(String(args.key)) ?? null;
    const step = args.args;
    if (!isJsonObject(step)) return null;
    const key = String(step.key);
    const before = this.values.get(key) ?? null;
    const after = args.action === 'append' ? `${before ?? ''}+` : (step.value ?? null);
    if (after === null) this.values.delete(key);
    else this.values.set(key, after);
    this.changes.push(`${key}=${after}`);
    return { data: { before }, undo: {} };
  }
}

/** As a worker that has been told to stop: the call that ran is cancelled, none behind it begins. */
function stopped(before: readonly CallOutcome[]): CallOutcome {
  const ended = before.some((outcome) => !outcome.ok && outcome.error.kind === 'cancelled');
  const kind = ended ? 'skipped' : 'cancelled';
  return { ok: false, ms: 0, error: { kind, message: kind } };
}

function nameOf({ script, fn, args }: HostCall): string {
  const told = isJsonObject(args) && isJsonObject(args.args) ? { ...args.args, action: args.action } : args;
  const key = isJsonObject(told) ? ` ${told.key}` : '';
  const action = fn === 'Apply' && isJsonObject(told) ? ` ${told.action}` : '';
  return `${fn.toLowerCase()} ${script?.text}${action}${key}`;
}

/** Opens sessions to fake hosts. */
export function opener(hosts: ReadonlyMap<string, FakeHost>): SessionOpener {
  return {
    async open(address) {
      const { name } = address;
      const host = hosts.get(name);
      if (host === undefined || host.down)
        throw new GorunError('connection/unreachable', { message: `${name} does not answer` });
      host.opened += 1;
      host.accounts.push(address.become && becomeKey(address.become));
      return host.session();
    },
  };
}
