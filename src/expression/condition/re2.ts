import { compilePattern } from '../template/helpers/parameters.ts';
import { located } from './function-error.ts';

/** Whether a pattern of RE2 is found in a text: linear in time, whatever the pattern. Throws Error with a sentence. */
export const matchesRe2: (text: string, pattern: string) => boolean = located(
  (text: string, pattern: string) => compilePattern(pattern).test(text),
);
