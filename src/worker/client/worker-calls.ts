import type { Json } from '../../json.ts';
import type { ExchangeOptions } from '../session.ts';

/** One of the worker's own functions at a time; throws where it fails. For file transfer. */
export interface WorkerCalls {
  /** The value. Throws GorunError `connection/file-transfer` where the host refuses, `connection/*` where it is lost. */
  call(fn: string, args: Json, options?: ExchangeOptions): Promise<Json>;
}
