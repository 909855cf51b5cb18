import { expect, test } from 'vitest';
import type { HostRecap, Recap } from '../../src/engine/events.ts';
import { palette } from '../../src/report/colours.ts';
import { nextLines } from '../../src/report/next-step.ts';
import { recapLines } from '../../src/report/recap.ts';
import { hostRecap } from './fake-run.ts';

const view = { check: false, stats: false, columns: 120, colours: palette(0) };
const recap = (hosts: readonly HostRecap[], exit: Recap['exit'] = 'failed'): Recap => ({
  hosts,
  exit,
  ms: 12_000,
});
const failed = hostRecap('win3', { failed: 1, standing: 'failed', where: 'failed at "Install Go": 1603' });

test('each host has a line, and those that need care say where they stand', () => {
  expect(recapLines(recap([hostRecap('win1', { ok: 5, changed: 2 }), failed]), view)).toEqual([
    'host    ok  changed  failed  unreachable  rolled back  skipped',
    '✓ win1   5        2       0            0            0        0',
    '✗ win3   0        0       1            0            0        0',
    '2 hosts: 1 done, 1 failed, 1 changed · 12 s',
    'win3: failed at "Install Go": 1603',
  ]);
});

test('with --stats a second table says where the time went, in all and per host', () => {
  const lines = recapLines(recap([hostRecap('win1', { ok: 5 }), hostRecap('win2')]), {
    ...view,
    stats: true,
  });
  expect(lines.slice(lines.indexOf('') + 1)).toEqual([
    'host  connect  waiting  working     time  round trips  KB sent  KB received  foreseen  not foreseen  in vain',
    'win1   120 ms    80 ms   900 ms  1500 ms            1        9            2         5             1        0',
    'win2   120 ms    80 ms   900 ms  1500 ms            1        9            2         5             1        0',
    'all    240 ms   160 ms  1800 ms  3000 ms            2       18            3        10             2        0',
  ]);
});

test('with --stats many hosts are told by the least, the middle and the most, and the slowest by name', () => {
  const hosts = Array.from({ length: 99 }, (_, index) => hostRecap(`h${index}`, { ok: 1, ms: index * 1000 }));
  const notMet = hostRecap('h99', { standing: 'not-started' });
  const lines = recapLines(recap([...hosts, notMet]), { ...view, stats: true, columns: 60 });
  const columns = lines.slice(lines.indexOf('') + 1).map((line) => line.split(/ {2,}/).slice(0, 5));
  expect(columns).toEqual([
    ['host', 'conn', 'wait', 'work', 'time'],
    ['least', '120 ms', '80 ms', '900 ms', '0 ms'],
    ['median', '120 ms', '80 ms', '900 ms', '49 s'],
    ['most', '120 ms', '80 ms', '900 ms', '1 min 38 s'],
    ...['h98', 'h97', 'h96', 'h95', 'h94'].map((host, index) => [
      ...[host, '120 ms', '80 ms', '900 ms', `1 min ${38 - index} s`],
    ]),
    ['all', '12 s', '7920 ms', '1 min 29 s', '1 h 20 min'],
  ]);
});

test('a narrow terminal gets only what is not zero', () => {
  const lines = recapLines(recap([hostRecap('win1', { ok: 5 }), failed]), { ...view, columns: 30 });
  expect(lines.slice(0, 3)).toEqual(['host    ok  failed', '✓ win1   5       0', '✗ win3   0       1']);
});

test('of a thousand hosts only those that need care have a line', () => {
  const hosts = Array.from({ length: 999 }, (_, index) => hostRecap(`h${index}`, { ok: 1 }));
  expect(recapLines(recap([...hosts, failed]), view)).toEqual([
    'host    ok  changed  failed  unreachable  rolled back  skipped',
    '✗ win3   0        0       1            0            0        0',
    '✓ 999 hosts done',
    '1000 hosts: 999 done, 1 failed, nothing changed · 12 s',
    'win3: failed at "Install Go": 1603',
  ]);
});

test('hosts that stand at the same place share a line', () => {
  const lines = recapLines(recap([failed, { ...failed, host: 'win4' }]), view);
  expect(lines.at(-1)).toBe('win3, win4: failed at "Install Go": 1603');
});

test('of a host that was rolled back nobody says that nothing changed there', () => {
  const back = hostRecap('win2', {
    changed: 4,
    rolledBack: 1,
    standing: 'rolled-back',
    where: 'rolled back',
  });
  expect(recapLines(recap([back]), view)).toContain('1 host: 1 rolled back · 12 s');
});

test('check mode says what would be', () => {
  const lines = recapLines(recap([hostRecap('win1', { changed: 1 })]), { ...view, check: true });
  expect(lines[0]).toContain('would change');
  expect(lines.at(-1)).toBe('1 host: 1 done, 1 would change · 12 s');
});

const typed = { words: ['gorun', 'playbook', 'upgrade.yml', '-i', 'lab'], check: false, log: '/l/x.log' };

test('after a failure the command for the hosts that are left is shown, and the log', () => {
  expect(nextLines(recap([failed]), typed)).toEqual([
    'when it is mended:  gorun playbook upgrade.yml -i lab --limit win3',
    'the log:            /l/x.log',
  ]);
});

test('after a check that would change something the real command is shown', () => {
  const hosts = [hostRecap('win1', { changed: 1 })];
  expect(nextLines(recap(hosts, 'success'), { ...typed, check: true })).toEqual([
    'do it:              gorun playbook upgrade.yml -i lab',
  ]);
});

test('words with spaces are quoted as a shell wants them', () => {
  const words = ['gorun', 'playbook', "it's here.yml"];
  expect(nextLines(recap([failed]), { ...typed, words })[0]).toContain(
    "gorun playbook 'it'\\''s here.yml' --limit",
  );
});

test('an idle run needs nothing next', () => {
  expect(nextLines(recap([hostRecap('win1', { ok: 3 })], 'success'), typed)).toEqual([]);
});
