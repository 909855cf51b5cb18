import { RE2JS } from 're2js';

const compiled = new Map<string, RE2JS>();
const mostKept = 500;

/** Whether a pattern of RE2 is found in a text: linear in time, whatever the pattern. Throws Error with a sentence. */
export function matchesRe2(text: string, pattern: string): boolean {
  let regex = compiled.get(pattern);
  if (regex === undefined) {
    try {
      regex = RE2JS.compile(pattern);
    } catch (cause) {
      throw new Error(`"${pattern}" is no regular expression (RE2 syntax)`, { cause });
    }
    if (compiled.size >= mostKept) compiled.clear();
    compiled.set(pattern, regex);
  }
  return regex.test(text);
}
