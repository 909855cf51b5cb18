import type { EventListener, Failure, RunEvent, TaskRef, TaskResult } from '../engine/events.ts';
import { shown, shownLines } from './shown.ts';

interface Case {
  readonly xml: string;
  readonly outcome: 'passed' | 'failure' | 'error' | 'skipped';
  readonly ms: number;
}

interface Suite {
  readonly name: string;
  readonly at: number;
  readonly cases: Case[];
}

/** Gathers what happens and gives it as JUnit XML: a suite per play, a case per host and task. */
export interface JunitReport {
  readonly listener: EventListener;
  /** The document as far as the run has come. */
  xml(): string;
}

/** Makes a {@link JunitReport}. Events come redacted, so secrets are masked here as everywhere. */
export function junitReport(): JunitReport {
  const suites: Suite[] = [];
  let run = '';
  const add = (one: Case): void => void suites.at(-1)?.cases.push(one);
  return {
    listener(event: RunEvent) {
      run = event.run;
      if (event.type === 'play.started') suites.push({ name: event.name, at: event.at, cases: [] });
      else if (event.type === 'host.task.finished') add(taskCase(event.task, event.result));
      else if (event.type === 'host.unreachable') add(unreachableCase(event.host, event.failure));
    },
    xml: () => documentOf(run, suites),
  };
}

function taskCase(task: TaskRef, result: TaskResult): Case {
  const { status, ms, failure, message, reason } = result;
  const { file, line } = task.position;
  const attributes = { classname: result.host, name: task.name, file, line: String(line), time: seconds(ms) };
  if (status === 'failed' || status === 'unreachable') {
    const told = failure ?? { code: 'task/failed' as const, message: message ?? status };
    const outcome = status === 'failed' ? 'failure' : 'error';
    return { outcome, ms, xml: testcase(attributes, failureElement(outcome, told)) };
  }
  if (status === 'skipped' || status === 'unknown') {
    return {
      outcome: 'skipped',
      ms,
      xml: testcase(attributes, element('skipped', { message: reason ?? status })),
    };
  }
  const told = [
    ...(status === 'changed' ? ['changed', ...result.steps.map(({ title }) => title)] : []),
    ...(status === 'ignored' ? [`failed and ignored: ${failure?.message ?? message ?? ''}`] : []),
    ...(message === undefined || status === 'ignored' ? [] : [message]),
  ];
  const output = told.length === 0 ? '' : element('system-out', {}, told.join('\n'));
  return { outcome: 'passed', ms, xml: testcase(attributes, output) };
}

function unreachableCase(host: string, failure: Failure): Case {
  const xml = testcase(
    { classname: host, name: 'connect', time: seconds(0) },
    failureElement('error', failure),
  );
  return { outcome: 'error', ms: 0, xml };
}

function failureElement(name: 'failure' | 'error', { code, message, fix }: Failure): string {
  const [first = ''] = message.split('\n', 1);
  return element(
    name,
    { message: first, type: code },
    fix === undefined ? message : `${message}\nfix: ${fix}`,
  );
}

function testcase(attributes: Readonly<Record<string, string>>, inside: string): string {
  return `<testcase${attributesOf(attributes)}>${inside}</testcase>`;
}

function documentOf(run: string, suites: readonly Suite[]): string {
  const all = suites.flatMap(({ cases }) => cases);
  const parts = suites.map((suite, index) => {
    const timestamp = new Date(suite.at).toISOString().slice(0, 19);
    const head = { name: suite.name, id: String(index), timestamp, ...figures(suite.cases) };
    return `<testsuite${attributesOf(head)}>\n${suite.cases.map(({ xml }) => `${xml}\n`).join('')}</testsuite>\n`;
  });
  const head = attributesOf({ name: `gorun ${run}`, ...figures(all) });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${head}>\n${parts.join('')}</testsuites>\n`;
}

function figures(cases: readonly Case[]): Readonly<Record<string, string>> {
  const of = (outcome: Case['outcome']) => String(cases.filter((one) => one.outcome === outcome).length);
  const ms = cases.reduce((sum, one) => sum + one.ms, 0);
  return {
    tests: String(cases.length),
    failures: of('failure'),
    errors: of('error'),
    skipped: of('skipped'),
    time: seconds(ms),
  };
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

function element(name: string, attributes: Readonly<Record<string, string>>, text = ''): string {
  return `<${name}${attributesOf(attributes)}>${escaped(shownLines(text).join('\n'))}</${name}>`;
}

function attributesOf(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escaped(shown(value))}"`)
    .join('');
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** U+FFFE and U+FFFF are no characters of XML; all others that are none, `shown` has written out already. */
function escaped(text: string): string {
  return text
    .replace(/[\ufffe\uffff]/g, '?')
    .replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
