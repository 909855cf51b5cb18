import { rules } from '../lint/rules/all.ts';
import type { Topic } from './explain.ts';

/** Rules of `gorun lint`. */
export function lintTopics(): readonly Topic[] {
  return rules.map(
    ({ name, doc, why, bad, good }): Topic => ({
      word: name,
      kind: 'rule of gorun lint',
      lines: [doc, why],
      example: `# instead of\n${bad.trimEnd()}\n\n# write\n${good.trimEnd()}`,
    }),
  );
}
