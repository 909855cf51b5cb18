import { expect, test } from 'vitest';
import type { RunEvent } from '../../src/engine/events.ts';
import { plainReporter } from '../../src/report/plain.ts';
import { fakeOutput } from './fake-output.ts';
import { install, result, stream, upgradeRun, upgradeStep } from './fake-run.ts';

const typed = { words: ['gorun', 'playbook', 'upgrade.yml', '-i', 'lab'], check: false };

function told(events: readonly RunEvent[], options: { diff?: boolean; verbosity?: number } = {}): string {
  const output = fakeOutput();
  const listener = plainReporter(output, { diff: false, verbosity: 0, stats: false, typed, ...options });
  for (const event of events) listener(event);
  return output.text();
}

test('a whole run reads as lines, failures with what to try', () => {
  expect(told(upgradeRun(false), { diff: true })).toMatchSnapshot();
});

test('check mode never says that something was changed', () => {
  const text = told(upgradeRun(true));
  expect(text).toContain('would change  win1');
  expect(text).not.toMatch(/\bchanged\b/);
});

test('escape sequences of a host come out as text', () => {
  expect(told(upgradeRun(false))).not.toContain('\u001b');
});

const started = {
  type: 'run.started',
  playbook: 'p',
  check: false,
  diff: true,
  forks: 50,
  plays: 1,
} as const;

test('the same plan on a thousand hosts is told once', () => {
  const hosts = Array.from({ length: 1000 }, (_, index) => `h${index}`);
  const text = told(
    stream([
      started,
      ...hosts.map((host) => ({
        type: 'host.task.finished' as const,
        host,
        task: install,
        result: result(host, { status: 'changed', steps: [upgradeStep] }),
      })),
      { type: 'task.finished', play: 0, batch: 0, task: install },
    ]),
    { diff: true },
  );
  expect(text.split('\n').slice(1)).toEqual([
    'Install Go (msi_install, upgrade.yml:34)',
    '  changed       h0, h1, h2, h3, h4, h5, h6, h7, h8, h9 and 990 more (1000 hosts)',
    '    Install Go 1.21.13',
    '      version: 1.20.14 -> 1.21.13',
    '',
  ]);
});

test('plans that differ are told with their hosts', () => {
  const other = { ...upgradeStep, changes: [{ property: 'version', before: '1.19', after: '1.21.13' }] };
  const text = told(
    stream([
      started,
      {
        type: 'host.task.finished',
        host: 'a',
        task: install,
        result: result('a', { status: 'changed', steps: [upgradeStep] }),
      },
      {
        type: 'host.task.finished',
        host: 'b',
        task: install,
        result: result('b', { status: 'changed', steps: [other] }),
      },
      { type: 'task.finished', play: 0, batch: 0, task: install },
    ]),
    { diff: true },
  );
  expect(text).toContain('    a:\n      Install Go 1.21.13\n        version: 1.20.14 -> 1.21.13\n    b:\n');
});

test('what check mode cannot know is told with what it waits for', () => {
  const text = told(
    stream([
      { ...started, check: true },
      {
        type: 'host.task.finished',
        host: 'a',
        task: install,
        result: result('a', { status: 'unknown', reason: 'known only after "fetch"' }),
      },
      { type: 'task.finished', play: 0, batch: 0, task: install },
    ]),
  );
  expect(text).toContain('not known yet a · known only after "fetch"');
});

test('a warning is told once, as it is', () => {
  const text = told(
    stream([
      started,
      { type: 'host.task.finished', host: 'a', task: install, result: result('a', { warnings: ['beware'] }) },
      { type: 'task.finished', play: 0, batch: 0, task: install },
    ]),
  );
  expect(text).toContain('\n    warning: beware\n');
});

test('-vv tells parameters and results', () => {
  const text = told(
    stream([
      started,
      {
        type: 'host.task.finished',
        host: 'a',
        task: install,
        result: result('a', { params: { x: 1 }, result: { y: 2 } }),
      },
      { type: 'task.finished', play: 0, batch: 0, task: install },
    ]),
    { verbosity: 2 },
  );
  expect(text).toContain('a params {"x":1}\n');
  expect(text).toContain('a result {"y":2}\n');
});

test('after Ctrl-C it says what still runs', () => {
  const text = told(
    stream([
      { type: 'run.interrupted', how: 'finish-steps' },
      { type: 'run.finishing', hosts: ['win1', 'win2'] },
      { type: 'run.interrupted', how: 'now' },
    ]),
  );
  expect(text.trimEnd().split('\n')).toEqual([
    'stopping: running steps finish, nothing new starts but the rescue of hosts that failed; Ctrl-C again stops now',
    'finishing rescue and always of win1, win2',
    'stopping now; the recap says where each host stands',
  ]);
});
