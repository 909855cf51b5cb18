import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../src/json.ts';
import { scriptSource } from '../../src/module/script/read-scripts.ts';
import { openWorkerSession } from '../../src/worker/client/open-worker-session.ts';
import type { CallOutcome, HostCall, HostSession } from '../../src/worker/session.ts';
import { ShellHost, shells } from '../worker/posix-shell.ts';

const library = scriptSource('shout() { say_text loud "$1!"; }\n');
const module = scriptSource(
  `Probe() {
    say_or_null text "\${p_text-}"
    begin_list items
    i=0
    while [ "$((i += 1))" -le "\${p_items_n-0}" ]; do item items "$i"; say_text '' "$it"; done
    end_list
    say_text variable "\${TRIED-none}"
    shout "\${p_text-}"
  }
  Apply() {
    capture_undo
    say_text was before
    end_object
    case $1 in
      note) printf '%s\\n' "$p_line" >>"$p_file" ;;
      fail) Fail "it's \\"not\\" there" 'Look for it.' ;;
      exit) exit 0 ;;
      die) trap - 0; exit 2 ;;
      slow) state_folder tmp; mkdir "$said_at.1"; printf 'so far' >"$said_at.1/output"; sh -c 'echo $$ >"$0"; sleep 300' "$p_file" & wait ;;
      late) sleep 1; printf 'done\\n' >>"$p_file" ;;
      long) i=0; while [ "$((i += 1))" -le 3 ]; do progress step "$i" of 3; done ;;
    esac
  }\n`,
  [library],
);

/** What a shell may take for something else. */
const awkward = [
  'plain',
  ' both ends ',
  'a "quoted" \\back\\ \'single\' text',
  '"',
  '\\',
  '\\n',
  "'",
  'two\nlines\n\n\tand a tab\n',
  '\n\t"quoted\\" \\n\nand\\\t\\"\n\n',
  `${'a line\n'.repeat(400)}"\\`,
  'a\r\nb\r',
  'äöü € 😀 \u00a0',
  '\u0001\u001b[31m\u007f',
  '$HOME `id` $(id) $x !! ; | & > <',
  '*',
  '~',
  '-n',
  '%s %d',
  '# no comment',
  'x'.repeat(70_000),
];

let number = 0;
const intent = (run: string, id: string) => ({ id, run, task: '0.tasks.1', title: `a "step" ${id}` });
const probe = (args: JsonObject): HostCall => ({ script: module, fn: 'Probe', args });
const apply = (
  action: string,
  run: string,
  args: JsonObject = {},
  more: Partial<HostCall> = {},
): HostCall => ({
  script: module,
  fn: 'Apply',
  args: { action, args },
  intent: intent(run, `${action}/${++number}`),
  ...more,
});

/** Of a process: the letter of its state, or that it is gone; Z: dead, and nobody has asked for its end yet. */
function stateOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.slice(0, 1) ?? '';
  } catch {
    return 'gone';
  }
}

/** When a process began, as the worker tells it. */
const startOf = (pid: number | undefined) =>
  readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19];

function said(outcome: CallOutcome | undefined): Json {
  if (outcome?.ok !== true) throw new Error(JSON.stringify(outcome));
  return outcome.value;
}

describe.each(shells)('the POSIX worker in %s', (_name, shell) => {
  let host: ShellHost;
  let session: HostSession;

  beforeAll(async () => {
    host = new ShellHost(shell);
    session = await openWorkerSession(host, 'here');
  });
  afterAll(async () => {
    await session?.close();
    host?.remove();
  });

  it('gives back every text as it came, in fields and in lists', async () => {
    const outcomes = await session.exchange(
      awkward.map((text) => probe({ text, items: [text, 'next', ''] })),
    );
    for (const [index, text] of awkward.entries())
      expect(said(outcomes[index])).toMatchObject({ text, items: [text, 'next', ''], loud: `${text}!` });
  });

  it('leaves no argument of a call to the next one', async () => {
    const [, second] = await session.exchange([probe({ text: 'first', items: ['a'] }), probe({})]);
    expect(said(second)).toMatchObject({ text: null, items: [] });
  });

  it('gives programs variables that are called as its own, or set a locale, and is not upset by them', async () => {
    const script = scriptSource(
      `Probe() { say_text a x; said=$(own_locale; exec env); say_text said "$said"; say_number size "\${#p_text}"; }\n`,
    );
    const environment = {
      id: 'mine',
      n: '7',
      J: '{',
      R: 'r',
      p_text: 'other',
      IFS: 'x',
      LC_ALL: 'C.UTF-8',
      http_proxy: 'p',
    };
    const call = { script, fn: 'Probe', args: { text: 'ä"' }, environment };
    const [first, second] = await session.exchange([call, probe({ text: 'ä' })]);
    expect(said(first)).toMatchObject({ a: 'x', size: 3 });
    const lines = String((said(first) as JsonObject).said).split('\n');
    for (const [name, value] of Object.entries(environment))
      if (name !== 'IFS') expect(lines).toContain(`${name}=${value}`);
    expect(said(second)).toMatchObject({ text: 'ä' });
  });

  it('sets variables for a call, and takes them away behind it', async () => {
    const outcomes = await session.exchange([
      { ...probe({}), environment: { TRIED: 'a "b" \'c\'' } },
      probe({}),
    ]);
    expect(outcomes.map((one) => said(one))).toMatchObject([
      { variable: 'a "b" \'c\'' },
      { variable: 'none' },
    ]);
  });

  it('serves more calls in one request than an exit status can count', async () => {
    const texts = Array.from({ length: 320 }, (_, index) => `text ${index}`);
    const outcomes = await session.exchange(texts.map((text) => probe({ text })));
    expect(outcomes.map((one) => said(one))).toMatchObject(texts.map((text) => ({ text })));
  });

  it('tells why a call failed, what it had captured, skips what needs it and goes on with what does not', async () => {
    const run = `fails-${number}`;
    const outcomes = await session.exchange([
      apply('note', run, { line: 'x', file: join(host.folder, 'noted') }),
      apply('fail', run, {}, { needsPrevious: true }),
      { ...probe({ text: 'skipped' }), needsPrevious: true },
      probe({ text: 'goes on' }),
    ]);
    expect(outcomes).toMatchObject([
      { ok: true, value: { undo: { was: 'before' } } },
      {
        ok: false,
        error: {
          kind: 'failed',
          message: 'it\'s "not" there',
          fix: 'Look for it.',
          detail: { undo: { was: 'before' } },
        },
      },
      { ok: false, error: { kind: 'skipped' } },
      { ok: true, value: { text: 'goes on' } },
    ]);
  });

  it('writes intent and outcome of a step into its receipt, and never runs one twice', async () => {
    const run = `receipt-${number}`;
    const file = join(host.folder, 'once');
    const call = apply('note', run, { line: 'once', file });
    await session.exchange([call]);
    const [again] = await session.exchange([call]);
    expect(again).toMatchObject({ ok: false, error: { kind: 'unsettled' } });
    expect(readFileSync(file, 'utf8')).toBe('once\n');
    const [lines] = Object.values(host.receipts(run));
    expect(lines?.map((line) => JSON.parse(line))).toMatchObject([
      {
        intent: { run, title: expect.stringContaining('a "step"') },
        fn: 'Apply',
        worker: { pid: expect.any(Number) },
      },
      { outcome: { ok: true, value: { undo: { was: 'before' } } } },
    ]);
  });

  it('keeps what a step with a secret said out of the receipt', async () => {
    const run = `secret-${number}`;
    await session.exchange([{ ...apply('fail', run), intent: { ...intent(run, 'secret/1'), secret: true } }]);
    const [lines] = Object.values(host.receipts(run));
    expect(lines?.[1]).toBe('{"withheld":true}');
  });

  it('ends a call at its limit with all that it started, with its output so far, and goes on', async () => {
    const file = join(host.folder, 'pid');
    const run = `limit-${number}`;
    const outcomes = await session.exchange([
      apply('slow', run, { file }, { timeout: 0.7 }),
      probe({ text: 'goes on' }),
    ]);
    expect(outcomes).toMatchObject([
      {
        ok: false,
        error: { kind: 'timeout', message: expect.stringContaining('0.7 s'), detail: { output: 'so far' } },
      },
      { ok: true, value: { text: 'goes on' } },
    ]);
    expect(stateOf(readFileSync(file, 'utf8').trim())).toMatch(/gone|[ZX]/);
    const [lines] = Object.values(host.receipts(run));
    expect(JSON.parse(lines?.[1] ?? '{}')).toMatchObject({
      outcome: { ok: false, error: { kind: 'timeout' } },
    });
  });

  it('ends a cancelled call with all that it started', async () => {
    const file = join(host.folder, 'cancelled');
    const stop = new AbortController();
    const calls = [apply('slow', `cancel-${number}`, { file }), probe({ text: 'behind it' })];
    const running = session.exchange(calls, { signal: stop.signal });
    while (!existsSync(file) || readFileSync(file, 'utf8') === '') await new Promise(setImmediate);
    stop.abort();
    expect(await running).toMatchObject([
      { ok: false, error: { kind: 'cancelled' } },
      { ok: false, error: { kind: 'skipped' } },
    ]);
    expect(stateOf(readFileSync(file, 'utf8').trim())).toMatch(/gone|[ZX]/);
  });

  it('lets a step end when the connection breaks, and takes its outcome from the receipt', async () => {
    const file = join(host.folder, 'late');
    const run = `drop-${number}`;
    const running = session.exchange([apply('late', run, { file }), probe({ text: 'afterwards' })]);
    while (!existsSync(join(host.state, 'receipts', run))) await new Promise(setImmediate);
    host.dropOutput();
    expect(await running).toMatchObject([{ ok: true }, { ok: true, value: { text: 'afterwards' } }]);
    expect(readFileSync(file, 'utf8')).toBe('done\n');
    expect(session.stats().reconnects).toBeGreaterThan(0);
  });

  it('says when a script ends the worker, and starts a new one', async () => {
    const outcomes = await session.exchange([apply('exit', `exit-${number}`), probe({ text: 'goes on' })]);
    expect(outcomes).toMatchObject([
      { ok: false, error: { message: expect.stringContaining('ended the worker') } },
      { ok: true, value: { text: 'goes on' } },
    ]);
  });

  it('takes the end of a shell for want of memory for no answer, and does not wait for what has ended', async () => {
    const run = `die-${number}`;
    const outcomes = await session.exchange([apply('die', run), probe({ text: 'goes on' })]);
    expect(outcomes).toMatchObject([
      { ok: false, error: { kind: 'unsettled' } },
      { ok: true, value: { text: 'goes on' } },
    ]);
  });

  it('says that a script is no valid sh', async () => {
    const broken = scriptSource('Probe() { if then; }\n');
    const outcomes = await session.exchange([
      { script: broken, fn: 'Probe', args: {} },
      probe({ text: 'on' }),
    ]);
    expect(outcomes).toMatchObject([
      { ok: false, error: { message: expect.stringContaining('no valid sh') } },
      { ok: true, value: { text: 'on' } },
    ]);
  });

  it('tells numbers while a call runs', async () => {
    const news: JsonObject[] = [];
    await session.exchange([apply('long', `news-${number}`)], { onProgress: (_, one) => news.push(one) });
    expect(news).toEqual([1, 2, 3].map((step) => ({ step, of: 3 })));
  });

  it('takes the lock once, tells others who has it, and gives it back', async () => {
    const other = await openWorkerSession(host, 'here');
    const request = { holder: 'me@here 1', lease: 60, steal: false };
    expect((await session.lock({ ...request, run: 'one' })).lock).toMatchObject({
      ok: true,
      value: { taken: 'free' },
    });
    expect((await session.lock({ ...request, run: 'one' })).lock).toMatchObject({
      ok: true,
      value: { taken: 'again' },
    });
    expect((await other.lock({ ...request, run: 'two' })).lock).toMatchObject({
      ok: false,
      error: {
        kind: 'lock-held',
        message: expect.stringContaining('me@here 1'),
        detail: { run: 'one', lease: 60 },
      },
    });
    expect((await other.lock({ ...request, run: 'two', steal: true })).lock).toMatchObject({
      ok: true,
      value: { taken: 'stolen', before: { run: 'one' } },
    });
    await other.close();
    expect(existsSync(join(host.state, 'lock'))).toBe(false);
  });

  it('lets a lock be taken after its lease where its time lies ahead of the clock', async () => {
    const other = await openWorkerSession(host, 'here');
    const lock = join(host.state, 'lock');
    const request = { holder: 'me@here 1', lease: 60, steal: false };
    await session.lock({ ...request, run: 'one', lease: 1_000 });
    utimesSync(lock, 4_000_000_000, 4_000_000_000);
    const held = await other.lock({ ...request, run: 'two' });
    expect(held.lock).toMatchObject({
      ok: false,
      error: {
        kind: 'lock-held',
        fix: expect.stringMatching(/sign of life \(which lies ahead of the host's clock/),
      },
    });
    expect(Math.abs(statSync(lock).mtimeMs - Date.now())).toBeLessThan(10_000);
    // As long ago as its lease.
    const before = Date.now() / 1000 - 1_001;
    utimesSync(lock, before, before);
    expect((await other.lock({ ...request, run: 'two' })).lock).toMatchObject({
      ok: true,
      value: { taken: 'lease-over', before: { run: 'one' } },
    });
    await other.close();
  });

  it('removes what workers that are gone have left in tmp, when a run takes the lock', async () => {
    const taking = await openWorkerSession(host, 'here');
    const tmp = join(host.state, 'tmp');
    const worker = spawn('/bin/sleep', ['300']);
    const own = `${worker.pid}.${startOf(worker.pid)}`;
    const others = ['others', 'verify.others'];
    const living = [`${own}.1`, `${own}.2`, `${worker.pid}`, `verify.${worker.pid}`];
    const gone = ['4194999', '4194999.17.1', 'verify.4194999', `${worker.pid}.17.1`];
    for (const name of [...living, ...gone, ...others]) mkdirSync(join(tmp, name), { recursive: true });
    const request = { holder: 'me@here 1', lease: 60, steal: true };
    try {
      expect((await taking.lock({ ...request, run: 'one' })).lock).toMatchObject({ ok: true });
      expect(readdirSync(tmp).sort()).toEqual([...living, ...others].sort());
    } finally {
      worker.kill('SIGKILL');
      await once(worker, 'exit');
    }
    expect((await taking.lock({ ...request, run: 'two' })).lock).toMatchObject({ ok: true });
    expect(readdirSync(tmp).sort()).toEqual(others);
    await taking.close();
  });

  it('makes the calls behind the lock in the same round trip, and none where it cannot be had', async () => {
    const other = await openWorkerSession(host, 'here');
    const request = { holder: 'me@here 1', lease: 60, steal: false };
    const asked = [probe({ text: 'one' }), probe({ text: 'two' })];
    const before = session.stats().roundTrips;
    expect(await session.lock({ ...request, run: 'one' }, asked)).toMatchObject({
      lock: { ok: true },
      outcomes: [
        { ok: true, value: { text: 'one' } },
        { ok: true, value: { text: 'two' } },
      ],
    });
    expect(session.stats().roundTrips).toBe(before + 1);
    const skipped = { ok: false, error: { kind: 'skipped' } };
    expect(await other.lock({ ...request, run: 'two' }, asked)).toMatchObject({
      lock: { ok: false, error: { kind: 'lock-held' } },
      outcomes: [skipped, skipped],
    });
    expect(await other.lock({ ...request, run: 'two', steal: true })).toMatchObject({ lock: { ok: true } });
    await other.close();
  });

  it('clears what steps kept when it gives the lock back, or leaves it to the next run where it is told to', async () => {
    const request = { holder: 'me', lease: 120, steal: true };
    const old = join(host.state, 'kept', 'old');
    const during = async (run: string, keep: boolean) => {
      const one = await openWorkerSession(host, 'here');
      await one.lock({ ...request, run });
      const cleared = !existsSync(old);
      mkdirSync(dirname(old), { recursive: true });
      writeFileSync(old, 'old\n');
      await one.close(keep);
      expect(existsSync(join(host.state, 'lock'))).toBe(false);
      return { cleared, stays: existsSync(old) };
    };
    expect(await during('kept-1', true)).toEqual({ cleared: true, stays: true });
    expect(await during('kept-2', false)).toEqual({ cleared: true, stays: false });
  });

  it('moves files through the worker where the connection moves none', async () => {
    const through = await openWorkerSession(host.withoutFiles(), 'here');
    const local = join(host.folder, 'local');
    const bytes = Buffer.alloc(600_000, 'gorun\0\n"\\');
    writeFileSync(local, bytes);
    await through.putFile(local, join(host.folder, 'sub dir', 'remote'));
    await through.getFile(join(host.folder, 'sub dir', 'remote'), join(host.folder, 'back'));
    await through.close();
    expect(readFileSync(join(host.folder, 'back')).equals(bytes)).toBe(true);
  });

  it('refuses what no shell can hold, and makes the calls around it', async () => {
    expect(
      await session.exchange([
        probe({ text: 'before' }),
        probe({ text: 'a\0b' }),
        { ...probe({ text: 'behind' }), needsPrevious: true },
        probe({ text: 'after' }),
        probe({ 'a-b': 1 }),
      ]),
    ).toMatchObject([
      { ok: true, value: { text: 'before' } },
      { ok: false, error: { kind: 'failed', message: expect.stringMatching(/text holds a NUL/) } },
      { ok: false, error: { kind: 'skipped' } },
      { ok: true, value: { text: 'after' } },
      {
        ok: false,
        error: { kind: 'failed', message: expect.stringMatching(/no name that a shell can hold/) },
      },
    ]);
  });
});
