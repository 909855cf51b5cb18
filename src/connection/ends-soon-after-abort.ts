const graceSeconds = 2;

/**
 * Waits for work that ends by itself when its signal is aborted (it may still tidy up); after 2 s of that it is no
 * longer waited for: the far side may be silent. Throws the signal's reason then.
 */
export async function endsSoonAfterAbort<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return await work;
  const { promise: late, reject } = Promise.withResolvers<never>();
  let timer: NodeJS.Timeout | undefined;
  const start = (): void => {
    timer = setTimeout(() => reject(signal.reason), graceSeconds * 1000);
  };
  if (signal.aborted) start();
  else signal.addEventListener('abort', start, { once: true });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', start);
  }
}
