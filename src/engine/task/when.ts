import type { Condition } from '../../expression/types.ts';
import { type Told, tell, type View } from '../host/unknowns.ts';

/** Evaluates conditions in order, up to the first that is false: its text. Undefined: all hold. */
export function evaluateWhen(conditions: readonly Condition[], view: View): Told<string | undefined> {
  return tell(view, (scope) => conditions.find((condition) => !condition.evaluate(scope))?.text);
}
