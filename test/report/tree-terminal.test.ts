import { Writable } from 'node:stream';
import { expect, onTestFinished, test, vi } from 'vitest';
import { treeReporter } from '../../src/report/tree/tree.ts';
import { fakeOutput } from './fake-output.ts';
import { install, stream, upgradeRun } from './fake-run.ts';

/** A terminal that keeps what is written to it. */
function fakeTerminal(columns = 100): { stream: NodeJS.WriteStream; frames(): string[]; written(): string } {
  const written: string[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written.push(chunk.toString());
      done();
    },
  });
  // listr2 wants a terminal's stream; this has all that it uses of one.
  const stream = Object.assign(sink as unknown as NodeJS.WriteStream, { isTTY: true, columns, rows: 40 });
  return {
    stream,
    written: () => written.join(''),
    frames: () => written.filter((text) => text.includes('\u001b[?2026h')),
  };
}

const options = {
  diff: false,
  verbosity: 0,
  stats: false,
  typed: { words: ['gorun', 'playbook', 'upgrade.yml'], check: false },
  now: () => 1_020_000,
};

/** Lets listr2 come as far as it can. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
}

test('at most five frames a second are drawn, however many events come', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const [terminal, output] = [fakeTerminal(), fakeOutput()];
  const tree = treeReporter(output, { ...options, stdout: terminal.stream, stderr: fakeTerminal().stream });
  const hosts = Array.from({ length: 1000 }, (_, index) => `h${index}`);
  const begin = stream([
    { type: 'run.started', playbook: 'p', check: false, diff: false, forks: 50, plays: 1 },
    { type: 'play.started', play: 0, name: 'p', hosts, batches: 1 },
    { type: 'batch.started', play: 0, batch: 0, of: 1, hosts },
    ...hosts.map((host) => ({ type: 'host.task.started' as const, host, task: install })),
  ]);
  for (const event of begin) tree.listener(event);
  await vi.waitFor(() => {
    vi.advanceTimersByTime(200);
    expect(terminal.frames().length).toBeGreaterThan(0);
  });
  await settle();
  const before = terminal.frames().length;
  for (let tenth = 0; tenth < 10; tenth++) {
    for (const host of hosts)
      tree.listener({ seq: 1, at: 0, run: 'r1', type: 'host.task.started', host, task: install });
    vi.advanceTimersByTime(100);
  }
  expect(terminal.frames().length - before).toBeLessThanOrEqual(5);
  const rows = terminal.frames().at(-1)?.split('\n') ?? [];
  expect(rows.length).toBeLessThan(15);
  await tree.close();
});

test('at the end failures, messages and the recap stand below the tree', async () => {
  const [terminal, output] = [fakeTerminal(), fakeOutput()];
  const tree = treeReporter(output, {
    ...options,
    diff: true,
    stdout: terminal.stream,
    stderr: fakeTerminal().stream,
  });
  for (const event of upgradeRun(false)) tree.listener(event);
  await tree.close();
  expect(output.text()).toMatchSnapshot();
});

test('what a task changed stands above the tree as soon as it is through, and only once', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const [terminal, output] = [fakeTerminal(), fakeOutput()];
  const tree = treeReporter(output, {
    ...options,
    diff: true,
    stdout: terminal.stream,
    stderr: fakeTerminal().stream,
  });
  for (const event of upgradeRun(false).slice(0, 12)) tree.listener(event);
  await vi.waitFor(() => {
    vi.advanceTimersByTime(200);
    expect(terminal.written()).toContain('version: 1.20.14 -> 1.21.13');
  });
  expect(terminal.written().split('1.20.14 ->')).toHaveLength(2);
  await tree.close();
  expect(output.text()).toBe('');
});

test('Ctrl-C stays with the run', async () => {
  const before = process.listenerCount('SIGINT');
  const tree = treeReporter(fakeOutput(), {
    ...options,
    stdout: fakeTerminal().stream,
    stderr: fakeTerminal().stream,
  });
  tree.listener({
    seq: 1,
    at: 0,
    run: 'r',
    type: 'run.started',
    playbook: 'p',
    check: false,
    diff: false,
    forks: 5,
    plays: 1,
  });
  expect(process.listenerCount('SIGINT')).toBe(before);
  await tree.close();
});

test('a run that could not start leaves nothing on the terminal', async () => {
  const output = fakeOutput();
  const tree = treeReporter(output, {
    ...options,
    stdout: fakeTerminal().stream,
    stderr: fakeTerminal().stream,
  });
  await tree.close();
  expect(output.text()).toBe('');
});
