import type { Step } from '../../module/contract.ts';

/** A step and its place in the plan, counted from 1. */
export interface NumberedStep {
  readonly step: Step;
  readonly n: number;
}

/** Steps that can travel together, or one that runs on the controller. */
export interface Segment {
  readonly where: 'host' | 'controller';
  readonly steps: readonly NumberedStep[];
}

/** Cuts a plan where the controller has to act between steps on the host. */
export function segmentsOf(steps: readonly Step[]): readonly Segment[] {
  const segments: { where: Segment['where']; steps: NumberedStep[] }[] = [];
  for (const [index, step] of steps.entries()) {
    const where = step.where ?? 'host';
    const last = segments.at(-1);
    const numbered = { step, n: index + 1 };
    if (where === 'host' && last?.where === 'host') last.steps.push(numbered);
    else segments.push({ where, steps: [numbered] });
  }
  return segments;
}
