import { open } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { GorunError } from '../errors/gorun-error.ts';

/** How patient a download is. */
export interface LoadPatience {
  /** Seconds without a byte after which it counts as broken. */
  readonly stall: number;
  /** How often it is begun again, with growing pauses. */
  readonly retries: number;
}

/** Loads a URL into a file, never more than `size` bytes and one. Throws GorunError `depot/unavailable`, or the signal's reason. */
export async function loadFile(
  url: string,
  to: string,
  size: number,
  { stall, retries }: LoadPatience,
  signal: AbortSignal,
): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      return await loadOnce(url, to, size, stall, signal);
    } catch (cause) {
      signal.throwIfAborted();
      if (tries >= retries || !(cause instanceof Broken)) throw unavailable(url, cause);
    }
    await delay(Math.min(30_000, 500 * 2 ** tries), undefined, { signal });
  }
}

/** Worth another try. */
class Broken extends Error {}

async function loadOnce(
  url: string,
  to: string,
  size: number,
  stall: number,
  signal: AbortSignal,
): Promise<void> {
  const silence = new AbortController();
  const end = () => silence.abort();
  let timer = setTimeout(end, stall * 1000);
  let bytes = 0;
  const file = await open(to, 'w');
  try {
    const response = await fetch(url, { signal: AbortSignal.any([signal, silence.signal]) });
    if (!response.ok) {
      await response.body?.cancel();
      const words = `it answers ${response.status}`;
      throw response.status >= 500 || response.status === 429 ? new Broken(words) : new Error(words);
    }
    for await (const chunk of response.body ?? []) {
      clearTimeout(timer);
      timer = setTimeout(end, stall * 1000);
      bytes += chunk.length;
      if (bytes > size) throw new Error(`it sends more than the ${size} bytes that the index says`);
      await file.write(chunk);
    }
  } catch (cause) {
    if (silence.signal.aborted)
      throw new Broken(`it sent nothing for ${stall} s, after ${bytes} bytes`, { cause });
    if (cause instanceof TypeError) throw new Broken(reasonOf(cause), { cause });
    throw cause;
  } finally {
    clearTimeout(timer);
    await file.close();
  }
}

/** fetch says only "fetch failed" or "terminated"; why stands below. */
const reasonOf = (error: Error): string =>
  error.cause instanceof Error && error.cause.message !== '' ? error.cause.message : error.message;

const unavailable = (url: string, cause: unknown): GorunError =>
  new GorunError('depot/unavailable', {
    message: `${url} cannot be loaded: ${cause instanceof Error ? cause.message : String(cause)}`,
    cause,
  });
