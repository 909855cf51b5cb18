import type { Dialect } from '../client/dialect.ts';
import { wireText } from '../client/wire-text.ts';
import type { WireCall, WireSource } from '../protocol.ts';
import type { HostCall } from '../session.ts';

/** Requests as JSON; the worker reads while it works, and keeps time limits itself. */
export const windowsDialect: Dialect = {
  needs: () => [],
  lines(id, calls, fresh) {
    const code: Record<string, WireSource> = {};
    for (const { source } of fresh) {
      const { hash, text, uses = [] } = source;
      code[hash] = uses.length === 0 ? { text } : { text, uses: uses.map((library) => library.hash) };
    }
    return [wireText({ id, ...(fresh.length > 0 ? { code } : {}), calls: calls.map(wireCall) })];
  },
  text: (line) => line,
};

function wireCall(call: HostCall): WireCall {
  return {
    code: call.script?.hash ?? '',
    fn: call.fn,
    args: call.args,
    ...(call.timeout === undefined ? {} : { timeout: call.timeout }),
    ...(call.needsPrevious === true ? { needs: 'previous' } : {}),
    ...(call.environment === undefined ? {} : { env: call.environment }),
    ...(call.intent === undefined ? {} : { intent: call.intent }),
  };
}
