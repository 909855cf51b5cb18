import { errorTopics, exitTopics } from './errors.ts';
import { eventTopics } from './events.ts';
import { keywordTopics } from './keywords.ts';
import { lintTopics } from './lint.ts';
import { helperTopics } from './templates.ts';
import { variableTopics } from './variables.ts';

/** What one word means in one place. */
export interface Topic {
  readonly word: string;
  /** Other words that lead here. */
  readonly also?: readonly string[];
  /** What it is, e.g. `keyword`. */
  readonly kind: string;
  readonly lines: readonly string[];
  /** YAML or a template that shows it. */
  readonly example?: string;
}

/** All that gorun can explain beside modules, each from where it is declared. */
export function topics(): readonly Topic[] {
  return [
    ...keywordTopics(),
    ...helperTopics(),
    ...errorTopics(),
    ...exitTopics(),
    ...lintTopics(),
    ...variableTopics(),
    ...eventTopics(),
  ];
}

/** Everything that a word means. */
export function topicsOf(word: string): readonly Topic[] {
  const wanted = word.toLowerCase();
  return topics().filter((topic) =>
    [topic.word, ...(topic.also ?? [])].some((known) => known.toLowerCase() === wanted),
  );
}
