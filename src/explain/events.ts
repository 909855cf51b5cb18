import { eventDocs } from '../report/event-docs.ts';
import type { Topic } from './explain.ts';

/** Events of `--output json`. */
export function eventTopics(): readonly Topic[] {
  return Object.entries(eventDocs).map(
    ([word, doc]): Topic => ({
      word,
      kind: 'event of --output json',
      lines: [doc, 'Its fields: docs/events.md.'],
    }),
  );
}
