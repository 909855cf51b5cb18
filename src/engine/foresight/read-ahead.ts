import type { Include, Included } from '../../playbook/types.ts';
import type { BatchContext } from '../run-context.ts';

/**
 * What an include will bring. A file whose name holds templates is read once for the hosts of a batch; when its turn comes
 * it is read anew, for a task on the way may have written it. Undefined: it is not there (yet), or wrong.
 */
export async function readAhead(
  { readAhead: read }: Pick<BatchContext, 'readAhead'>,
  include: Include,
  target: string,
): Promise<Included | undefined> {
  if (include.known !== undefined) return include.known;
  const targets = read.get(include) ?? new Map<string, Promise<Included | undefined>>();
  read.set(include, targets);
  const reading = targets.get(target) ?? include.load(target).catch(() => undefined);
  targets.set(target, reading);
  return reading;
}
