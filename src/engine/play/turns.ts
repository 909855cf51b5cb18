import type { Layer } from '../../expression/types.ts';
import type { Json } from '../../json.ts';
import type { Include } from '../../playbook/types.ts';
import { withVariables } from '../host/scopes.ts';
import { tell, type View } from '../host/unknowns.ts';
import { failure } from '../task/failures.ts';
import { loopVariables } from '../task/loop-variables.ts';
import { failed, type Outcome, skipped, unknown } from '../task/outcome.ts';
import { evaluateWhen } from '../task/when.ts';

/** What one turn of an include brings to one host. */
export interface Turn {
  readonly target: string;
  /** Stronger than facts, as in Ansible. */
  readonly variables: Layer;
}

/** What a host includes, turn by turn, or why it does not. */
export function turnsOf(
  include: Include,
  view: View,
): { readonly turns: readonly Turn[] } | { readonly outcome: Outcome } {
  const { loop } = include;
  if (loop === undefined) {
    const turn = turnOf(include, view, {});
    if ('outcome' in turn) return turn;
    return { turns: [turn] };
  }
  const items = tell(view, (scope) => loop.items.render(scope));
  if (items.kind === 'unknown') return { outcome: unknown(items.after) };
  if (items.kind === 'failed') {
    const needed = evaluateWhen(include.when, view);
    const skip = needed.kind === 'known' && needed.value !== undefined;
    return { outcome: skip ? skipped(needed.value) : failed(items.failure) };
  }
  if (!Array.isArray(items.value)) return { outcome: failed(failure('task/loop', 'loop needs a list')) };
  const turns: Turn[] = [];
  let last: Outcome | undefined;
  for (const index of items.value.keys()) {
    const own = loopVariables(loop, items.value, index);
    const turn = turnOf(include, withVariables(view, own), own);
    if (!('outcome' in turn)) turns.push(turn);
    else if (turn.outcome.status === 'skipped') last = turn.outcome;
    else return turn;
  }
  return turns.length === 0 ? { outcome: last ?? skipped('the loop has no items') } : { turns };
}

function turnOf(include: Include, view: View, own: Layer): Turn | { readonly outcome: Outcome } {
  const needed = evaluateWhen(include.when, view);
  if (needed.kind === 'failed') return { outcome: failed(needed.failure) };
  if (needed.kind === 'unknown') return { outcome: unknown(needed.after) };
  if (needed.value !== undefined) return { outcome: skipped(needed.value) };
  const target = tell(view, (scope): Json => include.target.render(scope));
  if (target.kind === 'failed') return { outcome: failed(target.failure) };
  if (target.kind === 'unknown') return { outcome: unknown(target.after) };
  if (typeof target.value !== 'string')
    return { outcome: failed(failure('task/failed', 'the name of what is included is not a text')) };
  return { target: target.value, variables: { ...include.vars, ...own } };
}
