const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The two ways in which a run can be told to stop. */
export interface Interrupts {
  /** First Ctrl-C: running steps finish, nothing new starts but the rescue and always of hosts that failed. */
  readonly stopSoon: AbortSignal;
  /** Second Ctrl-C: stop now. */
  readonly stopNow: AbortSignal;
  /** As a Ctrl-C. */
  interrupt(): void;
  /** Gives Ctrl-C back its usual effect. */
  release(): void;
}

/** Listens for Ctrl-C (and TERM, HUP: a closed terminal is a wish to stop in order). The third one ends the process. */
export function watchInterrupts(): Interrupts {
  const [soon, now] = [new AbortController(), new AbortController()];
  const listener = (): void => {
    if (now.signal.aborted) process.exit(130);
    if (soon.signal.aborted) now.abort();
    else soon.abort();
  };
  for (const signal of signals) process.on(signal, listener);
  return {
    stopSoon: soon.signal,
    stopNow: now.signal,
    interrupt: listener,
    release: () => {
      for (const signal of signals) process.off(signal, listener);
    },
  };
}

/** Settles at the first Ctrl-C. */
export function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of signals) process.once(signal, () => resolve());
  });
}
