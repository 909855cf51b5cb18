import type { Json } from '../json.ts';

/** A setting that somebody gave. */
export interface Given {
  readonly value: Json;
  /** `gorun.config.yml:3` or `$GORUN_FORKS`. */
  readonly from: string;
}
