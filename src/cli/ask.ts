import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** A person at the keyboard. */
export interface Asker {
  /** False: nobody is there to answer (a pipe, a service). */
  readonly canAsk: boolean;
  /** Asks one question; `hidden`: what is typed is not shown. The answer without its end of line. */
  ask(question: string, hidden?: boolean): Promise<string>;
}

/** Asks on the terminal of this process; on standard error, so that standard output stays what it is. */
export const processAsker: Asker = {
  get canAsk() {
    return process.stdin.isTTY === true && process.stderr.isTTY === true;
  },
  async ask(question, hidden = false) {
    process.stderr.write(question);
    const output = new Writable({
      write(chunk, _encoding, done) {
        if (!hidden) process.stderr.write(chunk);
        done();
      },
    });
    const lines = createInterface({ input: process.stdin, output, terminal: true });
    try {
      return await new Promise<string>((resolve, reject) => {
        lines.once('line', resolve);
        lines.once('SIGINT', () => reject(new Error('stopped')));
        lines.once('close', () => resolve(''));
      });
    } finally {
      lines.close();
      if (hidden) process.stderr.write('\n');
    }
  },
};
