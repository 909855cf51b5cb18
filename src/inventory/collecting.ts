import { GorunError, GorunErrors } from '../errors/gorun-error.ts';

/** Runs one part of the reading; its GorunErrors join the others, so that all are shown at once. */
export async function collecting<T>(problems: GorunError[], part: () => Promise<T>): Promise<T | undefined> {
  try {
    return await part();
  } catch (error) {
    if (error instanceof GorunErrors) problems.push(...error.errors.map(ofInventory));
    // A vault key that cannot be read is one error, however many files it would open.
    else if (error instanceof GorunError) {
      if (!problems.includes(error)) problems.push(ofInventory(error));
    } else throw error;
    return undefined;
  }
}

/** What is wrong with a file's YAML leads to the exit code of inventories, not of playbooks. */
function ofInventory(error: GorunError): GorunError {
  if (!error.code.startsWith('source/')) return error;
  const { message, position, sourceLine, fix, cause } = error;
  return new GorunError('inventory/syntax', {
    message,
    fix,
    cause,
    ...(position === undefined ? {} : { position }),
    ...(sourceLine === undefined ? {} : { sourceLine }),
  });
}
