import type { Dialect } from '../client/dialect.ts';
import { wireText } from '../client/wire-text.ts';
import type { WireCall, WireSource } from '../protocol.ts';
import type { HostCall, ScriptSource } from '../session.ts';

/** Requests as JSON; the worker reads while it works, and keeps time limits itself. */
export const windowsDialect: Dialect = {
  needs: () => [],
  lines(id, calls, fresh) {
    const code =
      fresh.length > 0 ? `"code":{${fresh.map(({ source }) => sourceText(source)).join(',')}},` : '';
    return [`{"id":${id},${code}"calls":${wireText(calls.map(wireCall))}}`];
  },
  text: (line) => line,
};

/** The text of each source: it is the same for all hosts, and most of what is sent to one. */
const texts = new WeakMap<ScriptSource, string>();

function sourceText(source: ScriptSource): string {
  const known = texts.get(source);
  if (known !== undefined) return known;
  const { hash, text, uses = [] } = source;
  const wire: WireSource = uses.length === 0 ? { text } : { text, uses: uses.map((library) => library.hash) };
  const made = `${wireText(hash)}:${wireText(wire)}`;
  texts.set(source, made);
  return made;
}

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
