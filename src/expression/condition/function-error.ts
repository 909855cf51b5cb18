import { EvaluationError } from '@marcbachmann/cel-js';
import { HelperProblem, MissingOutside, MissingValue } from '../template/helpers/declaration.ts';

const [wrong, missing, outside] = ['gorun_wrong', 'gorun_missing', 'gorun_missing_outside'];

/** Runs a function of ours so that the library adds the place of the call to what it throws. */
export function located<A extends readonly unknown[], R>(
  run: (...args: A) => R,
  name?: string,
): (...args: A) => R {
  return (...args) => {
    try {
      return run(...args);
    } catch (cause) {
      if (!(cause instanceof HelperProblem)) throw cause;
      const code =
        cause instanceof MissingOutside ? outside : cause instanceof MissingValue ? missing : wrong;
      throw new EvaluationError({
        code,
        message: name === undefined ? cause.message : `${name}: ${cause.message}`,
        cause,
      });
    }
  };
}

/** Whether an error is of a function of ours: `missing` and `outside` where `default` can stand in for what was not found. */
export function functionError(error: unknown): 'wrong' | 'missing' | 'outside' | undefined {
  if (!(error instanceof EvaluationError)) return undefined;
  if (error.code === missing) return 'missing';
  if (error.code === outside) return 'outside';
  return error.code === wrong ? 'wrong' : undefined;
}
