import type { Redactor } from '../secrets/redactor.ts';
import type { RunEventBody } from './events.ts';
import type { RunOptions } from './types.ts';

/** Says that something happened. */
export type Emit = (body: RunEventBody) => void;

/** Numbers, dates and redacts what happens, then tells the listener. */
export function emitter({
  run,
  clock,
  listener,
  secrets,
}: Pick<RunOptions, 'run' | 'clock' | 'listener' | 'secrets'>): Emit {
  let seq = 0;
  return (body) => {
    seq += 1;
    listener({ seq, at: clock.now(), run, ...redacted(body, secrets) });
  };
}

/** A secret that happens to be a word of the protocol must not change what kind of event it is. */
function redacted<B extends RunEventBody>(body: B, secrets: Redactor): B {
  return { ...secrets.value(body), type: body.type };
}
