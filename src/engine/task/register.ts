import type { Json, JsonObject } from '../../json.ts';
import type { HostState } from '../host/host-state.ts';
import type { Outcome } from './outcome.ts';

/** What `register` holds: the module's own result and what every result has. */
export function registered(outcome: Outcome): JsonObject {
  const { status, message, reason, warnings, failure, attempts } = outcome;
  return {
    ...(message === undefined ? {} : { msg: message }),
    ...outcome.result,
    changed: status === 'changed',
    failed: status === 'failed' || status === 'unreachable',
    skipped: status === 'skipped',
    ...(status === 'unreachable' ? { unreachable: true } : {}),
    ...(message === undefined ? {} : { message }),
    ...(reason === undefined ? {} : { reason }),
    ...(attempts === undefined ? {} : { attempts }),
    ...(warnings === undefined || warnings.length === 0 ? {} : { warnings }),
    ...(failure === undefined ? {} : { failure: { ...failure } }),
    steps: outcome.steps.map((step) => ({ ...step, changes: step.changes.map((change) => ({ ...change })) })),
  };
}

/** What `register` holds after a loop. */
export function registeredLoop(outcome: Outcome, turns: readonly Turn[], variable: string): JsonObject {
  const { steps: _steps, ...common } = registered(outcome);
  return {
    ...common,
    results: turns.map(({ item, outcome: one }) => ({ ...registered(one), [variable]: item, item })),
  };
}

/** One turn of a loop and what came of it. */
export interface Turn {
  readonly item: Json;
  readonly label: string;
  readonly outcome: Outcome;
  readonly at: HostState;
}
