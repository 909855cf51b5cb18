import type { Json, JsonObject } from '../../json.ts';
import type { Plan, PlanInput, Refusal } from '../../module/contract.ts';
import type { Failure } from '../events.ts';
import { failure, thrownFailure } from '../task/failures.ts';
import type { Subject } from './subject.ts';

/** What the planning functions of a module see. */
export type Input = PlanInput<JsonObject, Json, unknown>;

/** A state and what the module would do about it. */
export interface Planned {
  readonly input: Input;
  readonly plan: Plan;
  readonly underLock: boolean;
}

/** Plans for a state. Pure. */
export function planFor(
  subject: Subject,
  state: Json,
  underLock: boolean,
): Planned | { readonly failure: Failure } {
  const { module, params, lookup, platform } = subject;
  const input: Input = { params, state, lookup, platform };
  try {
    const plan = module.plan(input);
    if ('refused' in plan) return { failure: refused(plan) };
    return { input, plan, underLock };
  } catch (error) {
    return { failure: thrownFailure(error, `${module.name}: its plan failed`) };
  }
}

function refused({ refused, fix, detail }: Refusal): Failure {
  return failure('module/refused', refused, {
    ...(fix === undefined ? {} : { fix }),
    ...(detail === undefined ? {} : { detail }),
  });
}
