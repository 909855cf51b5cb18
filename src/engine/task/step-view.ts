import type { Step } from '../../module/contract.ts';
import type { StepView } from '../events.ts';

/** A step as events show it. */
export function viewStep(step: Step, hidden: boolean): StepView {
  if (hidden) return { title: 'hidden by no_log', action: step.action, changes: [] };
  return {
    title: step.title,
    action: step.action,
    changes: step.changes,
    ...(step.undo === undefined ? {} : { undo: step.undo.title }),
  };
}
