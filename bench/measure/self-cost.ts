/** What work in this process cost. */
export interface Cost {
  /** Wall time, seconds. */
  readonly wall: number;
  /** CPU of all threads of this process, seconds. */
  readonly user: number;
  readonly system: number;
}

/** Does the work and says what it cost this process, its other threads included. */
export async function costOf<T>(work: () => Promise<T>): Promise<Cost & { readonly result: T }> {
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(cpu);
  return { result, wall: (performance.now() - began) / 1_000, user: user / 1e6, system: system / 1e6 };
}

/** The most memory that this process ever had, in MB (resident, as the kernel counts it). */
export const peakMegabytes = (): number => process.resourceUsage().maxRSS / 1024;
