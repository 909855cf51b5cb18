import { GorunError } from '../../errors/gorun-error.ts';
import type { Json } from '../../json.ts';
import type { Failure } from '../events.ts';
import type { Answer } from '../host/answers.ts';
import { failure } from '../task/failures.ts';
import type { Subject } from './subject.ts';

/** The state of the host as a module sees it. */
export interface Probed {
  readonly state: Json;
  readonly underLock: boolean;
}

/** What a probe's answer says to the module that asked. */
export function parsed(
  { module }: Subject,
  { value, underLock }: Answer,
): Probed | { readonly failure: Failure } {
  try {
    return { state: module.parseState === undefined ? value : module.parseState(value), underLock };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const code = error instanceof GorunError ? error.code : 'module/probe-failed';
    return { failure: failure(code, `${module.name}: the probe's answer is not understood: ${said}`) };
  }
}
