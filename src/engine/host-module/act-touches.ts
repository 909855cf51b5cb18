import type { Plan, ResourceId } from '../../module/contract.ts';
import type { Subject } from './subject.ts';

/**
 * What may be another once the steps of a plan have run; undefined: anything. Steps that change nothing themselves wait for
 * others to change something, so whatever was seen before them is old.
 */
export function touchesOf(
  { touches }: Pick<Subject, 'touches'>,
  { steps, leaves, touches: more }: Plan,
): readonly ResourceId[] | undefined {
  if (touches === undefined || steps.every(({ effect }) => effect === 'none')) return undefined;
  return [...touches, ...(more ?? []), ...Object.keys(leaves ?? {})];
}
