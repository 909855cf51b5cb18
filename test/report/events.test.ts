import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { eventsOf } from '../../scripts/pages/events-page.ts';
import type { RunEvent } from '../../src/engine/events.ts';
import { eventDocs } from '../../src/report/event-docs.ts';
import { jsonReporter } from '../../src/report/json.ts';
import { Lab } from '../engine/fake/run.ts';
import { runYaml } from '../engine/fake/yaml.ts';
import { fakeOutput } from './fake-output.ts';
import { install, stream } from './fake-run.ts';

/** What `--output json` writes of these events. */
function told(events: readonly RunEvent[]): RunEvent[] {
  const output = fakeOutput();
  const listener = jsonReporter(output);
  for (const event of events) listener(event);
  return output
    .text()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const everything = `
- hosts: all
  serial: 2
  any_errors_fatal: true
  tasks:
    - meta: clear_unreachable
    - say: {}
      loop: [1, 2]
    - say: {}
      until: inventory_hostname == 'nobody'
      retries: 1
      delay: 0
      ignore_errors: true
    - block:
        - keep: { key: x, value: v }
        - keep: { key: y, value: refused }
      rescue:
        - rollback:
    - keep: { key: z, value: v }
- hosts: nobody_is_here
  tasks: [{ say: {} }]
`;

test('every event that is documented is told by a run, with the fields that are documented', async () => {
  const lab = new Lab('a', 'b', 'c', 'nobody_is_here');
  lab.host('b').down = true;
  lab.host('a').onRequest = async (calls) => {
    if (calls.some(({ intent }) => intent !== undefined)) lab.soon.abort();
  };
  const stopped = await runYaml(lab, { 'play.yml': everything });
  const other = new Lab('a', 'b', 'c', 'nobody_is_here');
  const whole = await runYaml(other, { 'play.yml': everything });
  const silent = new Lab('a', 'nobody_is_here');
  silent.host('a').down = true;
  const unreachable = await runYaml(silent, { 'play.yml': everything });
  const halted = new Lab('a', 'b', 'c', 'nobody_is_here');
  halted.host('a').onRequest = async (calls) => {
    if (calls.some(({ intent }) => intent?.id.endsWith('/undo'))) halted.soon.abort();
  };
  const finished = await runYaml(halted, { 'play.yml': everything });
  // Fake hosts are too quick for news.
  const news = stream([{ type: 'host.task.progress', host: 'a', task: install, news: { bytes: 1 } }]);
  const warned = stream([{ type: 'run.warning', message: 'beware' }]);
  const events = told([
    ...stopped.events,
    ...whole.events,
    ...unreachable.events,
    ...finished.events,
    ...news,
    ...warned,
  ]);
  expect(Object.keys(eventDocs).filter((type) => !events.some((event) => event.type === type))).toEqual([]);
  const declared = eventsOf(readFileSync('src/engine/events.ts', 'utf8'));
  for (const event of events) {
    const fields = declared.find(({ type }) => type === event.type)?.fields ?? [];
    const known = ['seq', 'at', 'run', 'type', ...fields.map((field) => field.split(/\??:/)[0])];
    expect(Object.keys(event).filter((key) => !known.includes(key))).toEqual([]);
  }
});

test('the page lists exactly the events that there are', () => {
  const declared = eventsOf(readFileSync('src/engine/events.ts', 'utf8')).map(({ type }) => type);
  expect(declared).toEqual(Object.keys(eventDocs));
});
