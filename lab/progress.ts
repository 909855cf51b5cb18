/** What a person watching the set-up sees: one line when a step starts, one when it ends. */
export type LabProgress = (event: LabProgressEvent) => void;

/** One step of the set-up. `detail` says what is done and, at the start, how long it takes on two cores. */
export interface LabProgressEvent {
  readonly step: string;
  readonly state: 'start' | 'done' | 'failed';
  readonly detail: string;
  /** Milliseconds, at the end. */
  readonly took?: number;
}

/** Runs one step and reports its start, its end and how long it took. */
export async function step<T>(
  progress: LabProgress,
  name: string,
  detail: string,
  work: () => Promise<T>,
): Promise<T> {
  const began = performance.now();
  progress({ step: name, state: 'start', detail });
  try {
    const result = await work();
    progress({ step: name, state: 'done', detail, took: Math.round(performance.now() - began) });
    return result;
  } catch (error) {
    progress({ step: name, state: 'failed', detail, took: Math.round(performance.now() - began) });
    throw error;
  }
}
