import type { ResourceId } from '../../module/contract.ts';
import type { Answer } from '../host/answers.ts';
import { touchesOf } from '../host-module/act-touches.ts';
import { parsed } from '../host-module/parsed.ts';
import { planFor } from '../host-module/planned.ts';
import type { Foreseen } from './foresight.ts';

/** What a task would do on its host. */
export interface Intention {
  /** It changes something, so it needs the host's lock. */
  readonly changes: boolean;
  /** It runs steps, and then this may be another; undefined there: anything. Missing: it does nothing. */
  readonly acts?: { readonly touches: readonly ResourceId[] | undefined };
}

const nothing: Intention = { changes: false };

/** What the task of a foreseen probe would do, going by an answer; worked out once per answer. */
export function intentionOf(foreseen: Foreseen, answer: Answer | undefined): Intention {
  if (answer === undefined || foreseen.check) return nothing;
  if (foreseen.intention?.of !== answer) foreseen.intention = { of: answer, would: judge(foreseen, answer) };
  return foreseen.intention.would;
}

function judge({ subject }: Foreseen, answer: Answer): Intention {
  const seen = parsed(subject, answer);
  if ('failure' in seen) return nothing;
  const planned = planFor(subject, seen.state, false);
  if ('failure' in planned || planned.plan.steps.length === 0) return nothing;
  const { plan } = planned;
  return {
    changes: plan.steps.some(({ effect }) => effect !== 'none'),
    acts: { touches: touchesOf(subject, plan) },
  };
}
