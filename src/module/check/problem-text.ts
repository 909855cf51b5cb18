import type { ParamProblem } from '../contract.ts';

/** A problem with a parameter as one sentence: `install: version must be a string. Did you mean "…"?`. */
export function problemText(module: string, { message, suggestion }: ParamProblem): string {
  return `${module}: ${message}${suggestion === undefined ? '' : `. Did you mean "${suggestion}"?`}`;
}
