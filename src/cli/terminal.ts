import { text } from 'node:stream/consumers';
import { colourLevel, palette } from '../report/colours.ts';
import type { Output } from '../report/output.ts';
import { type Asker, processAsker } from './ask.ts';

/** The world as commands see it; only `main.ts` makes one of the real process. */
export interface Terminal {
  readonly out: Output;
  readonly err: Output;
  readonly isTTY: boolean;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What was typed after `gorun`. */
  readonly argv: readonly string[];
  /** Missing: there is nobody to ask. */
  readonly asker?: Asker;
  /** All that comes on standard input, to its end. */
  readonly readInput?: () => Promise<string>;
}

/** Writes to a stream of the process for as long as somebody reads it: a closed pipe must not end an upgrade. */
function streamOutput(stream: NodeJS.WriteStream, env: Terminal['env']): Output {
  let open = true;
  stream.on('error', () => {
    open = false;
  });
  return {
    write: (text) => {
      if (open) stream.write(text);
    },
    // A pipe or file has no width: lines may be as long as logs have them.
    columns: () => stream.columns ?? 160,
    colours: palette(colourLevel({ env, isTTY: stream.isTTY === true })),
  };
}

/** The terminal of this process. */
export function processTerminal(argv: readonly string[]): Terminal {
  const { env } = process;
  return {
    out: streamOutput(process.stdout, env),
    err: streamOutput(process.stderr, env),
    isTTY: process.stdout.isTTY === true,
    cwd: process.cwd(),
    env,
    argv,
    asker: processAsker,
    readInput: () => text(process.stdin),
  };
}
