import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventDocs } from '../../src/report/event-docs.ts';

interface EventFields {
  readonly type: string;
  /** `name: type` as TypeScript writes it. */
  readonly fields: readonly string[];
}

const generated = '<!-- Made by `node scripts/generate-docs.ts` from src/engine/events.ts. Do not edit. -->';

/** docs/events.md: the events of `--output json`, from the declaration of their types. */
export function eventsPage(root: string): string {
  const source = readFileSync(join(root, 'src', 'engine', 'events.ts'), 'utf8');
  const docs: Readonly<Record<string, string>> = eventDocs;
  const rows = eventsOf(source).map(
    ({ type, fields }) => `| \`${type}\` | ${fields.map(code).join(', ')} | ${docs[type] ?? ''} |`,
  );
  return `${generated}

# Events

\`--output json\` tells a run as NDJSON: one event a line, in order, on standard output. Each line has \`seq\` (from 1, without gaps),
\`at\` (milliseconds since 1970), \`run\` (the run id) and \`type\`, and the fields of its type. Secrets are masked. Readers should pass over types and
fields that they don't know: new ones may come, and none is renamed. The log of a run holds the same events.

\`\`\`sh
gorun playbook upgrade.yml -i prod --output json | jq -r 'select(.type == "host.task.finished") | .result.status'
\`\`\`

| type | fields | when |
| --- | --- | --- |
${rows.join('\n')}

## The parts

\`\`\`ts
${partsOf(source)}
\`\`\`
`;
}

/** Reads the union of events; its form is that of the formatter. Throws where it has another. */
export function eventsOf(source: string): readonly EventFields[] {
  const union = between(source, 'export type RunEventBody =\n', ';\n\n');
  return union
    .split(/^ {2}\| /m)
    .slice(1)
    .map((text) => {
      const fields = [...text.matchAll(/readonly (\w+\??: [^;\n]+?)(?:;| \})/g)].map(
        ([, field = '']) => field,
      );
      const [type = '', ...others] = fields;
      const name = /^type: '(.+)'$/.exec(type)?.[1];
      if (name === undefined)
        throw new Error(`an event of src/engine/events.ts does not begin with its type: ${text}`);
      return { type: name, fields: others };
    });
}

/** The types that events are made of. */
function partsOf(source: string): string {
  return between(
    source,
    "import type { SessionStats } from '../worker/session.ts';\n\n",
    '/** What happens in a run.',
  )
    .replaceAll(/^export /gm, '')
    .trim();
}

function between(text: string, from: string, to: string): string {
  const start = text.indexOf(from);
  const end = text.indexOf(to, start + from.length);
  if (start < 0 || end < 0) throw new Error(`src/engine/events.ts has no part from "${from.trim()}"`);
  return text.slice(start + from.length, end + (to === ';\n\n' ? 1 : 0));
}

function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``;
}
