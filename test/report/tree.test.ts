import { expect, test } from 'vitest';
import { palette } from '../../src/report/colours.ts';
import { emptyView, follow, newsText } from '../../src/report/tree/follow.ts';
import {
  batchRow,
  doneRow,
  interruptedRow,
  playRow,
  windowOf,
  windowRows,
} from '../../src/report/tree/rows.ts';
import type { RunView } from '../../src/report/tree/view.ts';
import { install, result, stream, upgradeRun } from './fake-run.ts';

const frame = { now: 1_020_000, spin: '*', colours: palette(0) };

function after(steps: number): RunView {
  const view = emptyView();
  for (const event of upgradeRun(false).slice(0, steps)) follow(view, event);
  return view;
}

test('while a batch runs, its hosts have rows', () => {
  const [play] = after(10).plays;
  expect(play && playRow(play, false, frame)).toBe('* Upgrade Go · 3 hosts · 19 s');
  expect(play?.batch && batchRow(play.batch, frame)).toBe('* batch 1/2 · 1 host · Install Go 0/1 · 18 s');
  expect(play?.batch && windowOf(play.batch, frame)).toEqual(['* win1 Install Go · 11 s']);
});

test('what a second Ctrl-C would do is told within 80 columns', () => {
  const view = after(10);
  view.interrupted = 'finish-steps';
  const [play] = view.plays;
  const title = `${play && playRow(play, false, frame)} · ${interruptedRow(view, frame)}`;
  expect(title).toBe('* Upgrade Go · 3 hosts · 19 s · finishing; Ctrl-C again stops now');
  expect(title.length).toBeLessThan(80);
});

test('a rescue that runs on after Ctrl-C is told beside the title', () => {
  const view = after(10);
  for (const event of stream([
    { type: 'run.interrupted', how: 'finish-steps' },
    { type: 'run.finishing', hosts: ['win1'] },
  ]))
    follow(view, event);
  expect(interruptedRow(view, frame)).toBe('finishing rescue of win1; Ctrl-C again stops now');
});

test('failures stand first, with why', () => {
  const [play] = after(18).plays;
  expect(play?.batch && windowOf(play.batch, frame)).toEqual([
    '✗ win3 win3:22 does not answer',
    '✗ win2 Install Go: msiexec ended with 1603',
  ]);
  expect(play && doneRow(play, frame)).toBe('✓ 1 batch done');
});

test('at the end a play is one row with its counts', () => {
  const [play] = after(99).plays;
  expect(play && playRow(play, false, frame)).toBe(
    '! Upgrade Go · 3 hosts · 2 of 2 batches · 1 changed · 1 unreachable · 1 rolled back · 23 s',
  );
});

test('whatever the number of hosts, the window keeps its size', () => {
  const hosts = Array.from({ length: 500 }, (_, index) => `h${index}`);
  const view = emptyView();
  const events = stream([
    { type: 'run.started', playbook: 'p', check: false, diff: false, forks: 50, plays: 1 },
    { type: 'play.started', play: 0, name: 'p', hosts, batches: 1 },
    { type: 'batch.started', play: 0, batch: 0, of: 1, hosts },
    ...hosts.map((host) => ({ type: 'host.task.started' as const, host, task: install })),
    ...hosts.slice(0, 20).map((host) => ({
      type: 'host.task.finished' as const,
      host,
      task: install,
      result: result(host, { status: 'failed', message: 'no' }),
    })),
  ]);
  for (const event of events) follow(view, event);
  const rows = view.plays[0]?.batch && windowOf(view.plays[0].batch, frame);
  expect(rows).toHaveLength(windowRows);
  expect(rows?.[4]).toBe('  … and 16 before: h0, h1, h2, h3, h4 and 11 more');
  expect(rows?.at(-1)).toBe('  … 476 more: Install Go 476');
});

test.each([
  [{ done: 50, total: 200 }, '25 %'],
  [{ bytes: 300, size: 200 }, '100 %'],
  [{ message: 'waiting for msiexec' }, 'waiting for msiexec'],
  [{ odd: true }, undefined],
])('the news %o read as %s', (news, text) => {
  expect(newsText(news)).toBe(text);
});
