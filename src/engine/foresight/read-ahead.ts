import type { Include, Included } from '../../playbook/types.ts';
import type { BatchContext } from '../run-context.ts';
import type { RunOptions } from '../types.ts';

/**
 * What an include will bring. A file whose name holds templates is read once for the hosts of a batch; when its turn comes
 * it is read anew, for a task on the way may have written it. Undefined: it is not there (yet), or wrong.
 */
export async function readAhead(
  { readAhead: { tasks: read } }: Pick<BatchContext, 'readAhead'>,
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

/** How files of variables are read ahead of the task that will read them: once for the hosts of a batch. */
export function variablesAhead({ readAhead: { variables }, run }: BatchContext): RunOptions['readVariables'] {
  const { readVariables: read } = run.options;
  if (read === undefined) return undefined;
  return (path) => {
    const reading = variables.get(path) ?? read(path);
    variables.set(path, reading);
    reading.catch(() => variables.delete(path));
    return reading;
  };
}
