import { GCProfiler } from 'node:v8';

/** What a run allocates, and what of it lives while all connections are open. Slows the run: not for measuring time. */
export class Allocations {
  readonly #profiler = new GCProfiler();
  readonly #collect: () => void;
  #before = 0;
  #live = 0;

  constructor() {
    const { gc } = globalThis;
    if (gc === undefined) throw new Error('node needs --expose-gc');
    this.#collect = () => void gc();
  }

  begin(): void {
    this.#collect();
    this.#before = inUse();
    this.#profiler.start();
  }

  /** Call it while all connections are open; the last call counts. */
  look(): void {
    this.#collect();
    this.#live = inUse() - this.#before;
  }

  /** Bytes. */
  end(): { readonly allocated: number; readonly live: number } {
    this.#collect();
    const { statistics } = this.#profiler.stop();
    let last = this.#before;
    let allocated = 0;
    for (const { beforeGC, afterGC } of statistics) {
      allocated += Math.max(0, beforeGC.heapStatistics.usedHeapSize - last);
      last = afterGC.heapStatistics.usedHeapSize;
    }
    return { allocated, live: this.#live };
  }
}

/** Of the heap and of buffers beside it. */
function inUse(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
