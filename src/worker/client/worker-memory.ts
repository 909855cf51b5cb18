import { isJsonObject, type Json } from '../../json.ts';
import type { WireHello } from '../protocol.ts';
import { parseReply } from './wire-replies.ts';

/** What has to be known of a worker that somebody else started. */
export interface WorkerMemory {
  /** Undefined: it comes yet. */
  readonly hello: WireHello | undefined;
  /** The sources that it has. */
  readonly known: readonly string[];
  /** Of the last request: answers to it and those before are nobody's. */
  readonly lastId: number;
}

/** As it was left, in JSON; a worker of which nothing is known is a new one. */
export function memoryOf(left: unknown): WorkerMemory {
  const { hello, known, lastId } = isJsonObject(left) ? left : {};
  const reply = parseReply(JSON.stringify(hello ?? null));
  return {
    hello: reply.kind === 'hello' ? reply.hello : undefined,
    known: Array.isArray(known) ? known.filter((hash) => typeof hash === 'string') : [],
    lastId: typeof lastId === 'number' ? lastId : 0,
  };
}

/** For {@link memoryOf}. */
export function asJson({ hello, known, lastId }: WorkerMemory): Json {
  return { hello: hello === undefined ? null : { ...hello }, known: [...known], lastId };
}
