import { isJsonObject, type Json } from '../../json.ts';
import type { Dialect, FreshSource, RunningCall } from '../client/dialect.ts';
import type { HostCall, ScriptSource } from '../session.ts';
import { asBytes, message, withoutComments } from './bytes.ts';
import { actionOf, fieldsOf } from './fields.ts';
import { receiptFile } from './receipt-file.ts';
import { changingSource, stateSource } from './source.ts';

/** The worker's own functions that only read. */
const reading: ReadonlySet<string> = new Set(['ping', 'boot', 'environment', 'state']);

/**
 * Requests of flat JSON, for a worker that cuts lines at their quotes; new code is sent as it stands, before the request that needs it. The worker
 * is a shell that runs one thing at a time: it is ended by another one.
 */
export const posixDialect: Dialect = {
  needs: (calls) => {
    const changes = ({ intent, script, fn }: HostCall) =>
      intent !== undefined || (script === undefined && !reading.has(fn));
    const asksState = ({ script, fn }: HostCall) => script === undefined && fn === 'state';
    return [
      ...(calls.some(changes) ? [changingSource()] : []),
      ...(calls.some(asksState) ? [stateSource()] : []),
    ];
  },
  lines: (id, calls, fresh) => [
    ...(fresh.length === 0 ? [] : [message(`code\n${fresh.map(codeText).join('\n')}`)]),
    message(`{"id":${id},"calls":[${calls.map((call) => `{${fieldsOfCall(call)}}`).join(',')}]}`),
  ],
  text: (line) => (notAscii.test(line) ? Buffer.from(line, 'latin1').toString('utf8') : line),
  stop: (running) => ({
    script: undefined,
    fn: 'stop',
    timeout: 20,
    args: {
      pid: running.pid,
      started: running.started,
      ...receiptOf(running),
    },
  }),
};

/** The text of each source, as a library and as a module: it is the same for all hosts, and most of what is sent to one. */
const texts = { library: new WeakMap<ScriptSource, string>(), module: new WeakMap<ScriptSource, string>() };

function codeText(fresh: FreshSource): string {
  const made = fresh.library ? texts.library : texts.module;
  const known = made.get(fresh.source);
  if (known !== undefined) return known;
  const text = asBytes(codeOf(fresh));
  made.set(fresh.source, text);
  return text;
}

/** Libraries are defined at once; a module's functions, called alike in all modules, when one of them is called. */
function codeOf({ source, library }: FreshSource): string {
  if (library) return withoutComments(source.text);
  return `src_${shortName(source.hash)}='${source.text.replaceAll("'", "'\\''")}'`;
}

const shortName = (hash: string): string => hash.slice(0, 16);

function fieldsOfCall(call: HostCall): string {
  const { action, args } = actionOf(call.fn, sentArgs(call));
  const fields: (readonly [string, string])[] = [['fn', call.fn]];
  if (call.script !== undefined) fields.push(['code', shortName(call.script.hash)]);
  if (action !== undefined) fields.push(['action', action]);
  if (call.needsPrevious === true) fields.push(['needs', 'previous']);
  if (call.intent !== undefined) {
    fields.push(['receipt', receiptFile(call.intent.run, call.intent.id)]);
    fields.push(['intent', JSON.stringify(call.intent)]);
    if (call.intent.secret) fields.push(['secret', '1']);
  }
  for (const [name, value] of Object.entries(call.environment ?? {})) fields.push(environment(name, value));
  fields.push(...fieldsOf(args));
  return fields.map(([name, value]) => `"${name}":"${quoted(value)}"`).join(',');
}

/** `settle` needs the receipt's file and the limit instead of what it stands for. */
function sentArgs({ fn, script, args, timeout }: HostCall): Json {
  if (fn !== 'settle' || script !== undefined || !isJsonObject(args)) return args;
  const { run, id } = args;
  const file = receiptFile(String(run), String(id));
  return timeout === undefined ? { file } : { file, limit: Math.ceil(timeout) };
}

function environment(name: string, value: string): readonly [string, string] {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
    throw new RangeError(`${JSON.stringify(name)} is no name of an environment variable on a POSIX host`);
  if (value.includes('\0')) throw new RangeError(`the variable ${name} holds a NUL character`);
  return [`e_${name}`, value];
}

function receiptOf({ call, why, message }: RunningCall): {
  readonly file?: string;
  readonly outcome?: string;
} {
  const { intent } = call;
  if (intent === undefined) return {};
  const outcome = intent.secret
    ? { withheld: true }
    : { outcome: { ok: false, error: { kind: why, message }, ms: 0 } };
  return { file: receiptFile(intent.run, intent.id), outcome: JSON.stringify(outcome) };
}

const notAscii = /[^\0-\x7f]/;

/** Bytes between the quotes of JSON: a quote, a backslash and what is not printable by number. */
function quoted(value: string): string {
  const bytes = asBytes(value);
  return plain.test(bytes) ? bytes : bytes.replace(/[^\x20-\x7e]|["\\]/g, escaped);
}

const plain = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

function escaped(byte: string): string {
  if (byte === '\n') return '\\n';
  if (byte === '\t') return '\\t';
  return `\\u${byte.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
