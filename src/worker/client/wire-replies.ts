import { isJsonObject, type Json, type JsonObject } from '../../json.ts';
import type { CallError, WireHello } from '../protocol.ts';
import type { CallOutcome } from '../session.ts';

/** A line from the host, understood. `noise`: not of the protocol (a banner, a profile's greeting). */
export type Reply =
  | { readonly kind: 'hello'; readonly hello: WireHello }
  | { readonly kind: 'progress'; readonly id: number; readonly n: number; readonly news: JsonObject }
  | { readonly kind: 'outcome'; readonly id: number; readonly n: number; readonly outcome: CallOutcome }
  | { readonly kind: 'done'; readonly id: number }
  | { readonly kind: 'broken'; readonly why: string }
  | { readonly kind: 'noise'; readonly text: string };

/** Understands one line of the worker. Never throws. */
export function parseReply(line: string): Reply {
  const message = line.startsWith('{') ? parsed(line) : undefined;
  if (!isJsonObject(message)) return { kind: 'noise', text: line };
  if (message.hello === 'gorun-worker') return helloOf(message, line);
  const { id, n } = message;
  if (typeof id === 'number') {
    if (message.done === true) return { kind: 'done', id };
    if (typeof n === 'number') {
      if (isJsonObject(message.progress)) return { kind: 'progress', id, n, news: message.progress };
      const outcome = parseOutcome(message);
      if (outcome !== undefined) return { kind: 'outcome', id, n, outcome };
    }
  }
  if (typeof message.broken === 'string') return { kind: 'broken', why: message.broken };
  return { kind: 'noise', text: line };
}

/** `{ok, value | error, ms}` as it stands in replies and receipts; undefined where it is not that. */
export function parseOutcome(message: JsonObject): CallOutcome | undefined {
  const ms = typeof message.ms === 'number' ? message.ms : 0;
  if (message.ok === true) return { ok: true, value: message.value ?? null, ms };
  if (message.ok !== false || !isJsonObject(message.error)) return undefined;
  return { ok: false, error: errorOf(message.error), ms };
}

const kinds: ReadonlySet<string> = new Set<CallError['kind']>([
  'failed',
  'skipped',
  'timeout',
  'lock-held',
  'unsettled',
  'lost',
  'cancelled',
  'protocol',
]);

function isKind(kind: Json | undefined): kind is CallError['kind'] {
  return typeof kind === 'string' && kinds.has(kind);
}

function errorOf(error: JsonObject): CallError {
  const { kind, message, fix, detail } = error;
  return {
    kind: isKind(kind) ? kind : 'failed',
    message: typeof message === 'string' ? message : 'the call failed without a message',
    ...(typeof fix === 'string' ? { fix } : {}),
    ...(isJsonObject(detail) ? { detail } : {}),
  };
}

function helloOf(message: JsonObject, line: string): Reply {
  const { protocol, pid, started, engine, computer, user, administrator } = message;
  if (
    protocol !== 1 ||
    typeof pid !== 'number' ||
    typeof engine !== 'string' ||
    typeof computer !== 'string' ||
    typeof user !== 'string' ||
    typeof administrator !== 'boolean'
  )
    return { kind: 'noise', text: line };
  return {
    kind: 'hello',
    hello: {
      hello: 'gorun-worker',
      protocol,
      pid,
      engine,
      computer,
      user,
      administrator,
      ...(typeof started === 'string' ? { started } : {}),
    },
  };
}

function parsed(line: string): Json | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
