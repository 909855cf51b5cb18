import { compilePattern } from '../template/helpers/parameters.ts';

/** Whether a pattern of RE2 is found in a text: linear in time, whatever the pattern. Throws Error with a sentence. */
export function matchesRe2(text: string, pattern: string): boolean {
  return compilePattern(pattern).test(text);
}
