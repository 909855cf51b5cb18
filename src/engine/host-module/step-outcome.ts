import { isJsonObject, type JsonObject } from '../../json.ts';
import type { Action, StepOutcome } from '../../module/contract.ts';
import type { CallOutcome } from '../../worker/session.ts';

/** What Apply told. A step that failed tells under `detail.undo` what it had captured by then. */
export function parseStepOutcome(outcome: CallOutcome): StepOutcome {
  const told = outcome.ok ? outcome.value : outcome.error.detail;
  if (!isJsonObject(told)) return {};
  const { undo, data, warnings } = told;
  return {
    ...(isJsonObject(undo) ? { undo } : {}),
    ...(isJsonObject(data) ? { data } : {}),
    ...(Array.isArray(warnings) ? { warnings: warnings.map(String) } : {}),
  };
}

/** The undo with what was captured before the step ran. */
export function undoWith(undo: Action | undefined, captured: JsonObject): Action | undefined {
  return undo === undefined ? undefined : { ...undo, args: { ...undo.args, ...captured } };
}
