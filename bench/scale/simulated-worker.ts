import { LineSplitter } from '../../src/worker/client/line-splitter.ts';
import { wireText } from '../../src/worker/client/wire-text.ts';
import type { WireHello, WireRequest } from '../../src/worker/protocol.ts';
import type { Answer, SimulatedHost } from './simulated-host.ts';

/** Lines of source that a Windows worker begins with, one for each of its threads. */
const sourceLines = 2;

const hello: WireHello = {
  hello: 'gorun-worker',
  protocol: 1,
  pid: 1,
  engine: 'Core 7.4.6',
  computer: 'SIMULATED',
  user: 'SIMULATED\\admin',
  administrator: true,
};
const helloLine = `${wireText(hello)}\n`;

const skipped = { error: { kind: 'skipped', message: 'the call before it failed' } } as const;

/** How many messages went each way, of all workers of this process. */
export const messages = { in: 0, out: 0 };

/** The far side of one worker process: lines of the protocol in, lines out. */
export class SimulatedWorker {
  readonly #host: SimulatedHost;
  readonly #modules: ReadonlyMap<string, string>;
  readonly #reply: (text: string) => void;
  readonly #end: () => void;
  readonly #splitter = new LineSplitter();
  #lines = 0;
  #stuck = false;

  constructor(
    host: SimulatedHost,
    modules: ReadonlyMap<string, string>,
    reply: (text: string) => void,
    end: () => void,
  ) {
    this.#host = host;
    this.#modules = modules;
    this.#reply = reply;
    this.#end = end;
  }

  /** Takes bytes of standard input. */
  take(chunk: Uint8Array): void {
    for (const line of this.#splitter.push(chunk)) this.#line(line);
  }

  #line(line: string): void {
    this.#lines += 1;
    if (this.#stuck || this.#lines < sourceLines) return;
    if (this.#lines === sourceLines) this.#say(helloLine, 1);
    else if (line.startsWith('{"bye"')) this.#end();
    else if (!line.startsWith('{"cancel"')) this.#request(JSON.parse(line) as WireRequest);
  }

  #request({ id, calls }: WireRequest): void {
    messages.in += 1;
    let text = '';
    let failed = false;
    for (const [n, call] of calls.entries()) {
      const answer: Answer =
        failed && call.needs === 'previous'
          ? skipped
          : this.#host.answer(this.#modules.get(call.code) ?? call.code, call);
      if (answer === 'silence') {
        this.#stuck = true;
        this.#say(text, n);
        return;
      }
      failed = 'error' in answer;
      text +=
        'error' in answer
          ? `{"id":${id},"n":${n},"ok":false,"error":${wireText({ kind: 'failed', ...answer.error })},"ms":1}\n`
          : `{"id":${id},"n":${n},"ok":true,"value":${answer.value},"ms":1}\n`;
    }
    this.#say(`${text}{"id":${id},"done":true}\n`, calls.length + 1);
  }

  #say(text: string, count: number): void {
    messages.out += count;
    if (text !== '') this.#reply(text);
  }
}
