import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../src/json.ts';
import { openWorkerSession } from '../../src/worker/client/open-worker-session.ts';
import type { HostCall, HostSession, ScriptSource } from '../../src/worker/session.ts';
import { type TestHost, testHost } from '../worker/lab-host.ts';
import { script } from '../worker/script.ts';
import { WineConnector } from '../worker/wine-connector.ts';

let host: TestHost;
const sessions: HostSession[] = [];

beforeAll(async () => {
  host = await testHost('drop');
});
afterEach(async () => {
  await Promise.all(sessions.splice(0).map((session) => session.close()));
});
afterAll(async () => {
  await host?.remove();
});

async function open() {
  const connector = new WineConnector(host.prefix);
  const session = await openWorkerSession(connector, 'win', { backoff: [50], grace: 5 });
  sessions.push(session);
  return { connector, session };
}

let steps = 0;
function step(source: ScriptSource, fn: string, args: Json, timeout = 60): HostCall {
  const id = `run-1/task/${++steps}`;
  return { script: source, fn, args, timeout, intent: { id, run: 'run-1', task: 'task', title: 'a step' } };
}

/** Waits for a file on the host, which says that the far side has come so far. */
async function appears(path: string): Promise<void> {
  for (const end = Date.now() + 60_000; !existsSync(host.here(path)); await pause(20))
    if (Date.now() > end) throw new Error(`${path} does not appear`);
}

// The long process is a powershell.exe that says that it began, waits for a word, leaves a trace, and ends with 3010.
const long = script(
  `
function Begin($p) {
  $code = "[IO.File]::WriteAllText('$($p.began)','x');while(-not [IO.File]::Exists('$($p.go)')){[Threading.Thread]::Sleep(20)};[IO.File]::AppendAllText('$($p.log)','done ');exit 3010"
  $encoded = [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($code))
  Start-Detached -File 'powershell.exe' -Arguments @('-NoProfile', '-EncodedCommand', $encoded) -Log $p.log
}
function Apply($p) {
  $ended = Wait-Detached (Begin $p)
  @{ exitCode = $ended.exitCode; by = 'apply' }
}
function Settle($p) { @{ exitCode = $p.exitCode; by = 'settle'; log = [IO.File]::ReadAllText($p.log); given = $p.args.go } }
`,
  'process',
);
const longWithoutSettle = script(long.text.slice(0, long.text.indexOf('function Settle')), 'process');

describe('a step whose connection is lost', () => {
  /** Begins the long step, drops the connection, and lets the process end once the new worker waits for it. */
  async function dropDuring(source: ScriptSource, name: string) {
    const { connector, session } = await open();
    const args = { began: `C:\\${name}-began`, go: `C:\\${name}-go`, log: `C:\\${name}-log` };
    const waiting = Promise.withResolvers<void>();
    const running = session.exchange([step(source, 'Apply', args)], {
      onProgress: (_call, news) => {
        if ('waiting' in news) waiting.resolve();
      },
    });
    await appears(args.began);
    await connector.drop();
    await waiting.promise;
    writeFileSync(host.here(args.go), '');
    const [outcome] = await running;
    expect(readFileSync(host.here(args.log), 'utf8')).toBe('done ');
    expect(session.stats()).toMatchObject({ reconnects: 1 });
    return outcome;
  }

  it('is waited for and settled by its detached process, and does not run twice', async () => {
    expect(await dropDuring(long, 'settled')).toMatchObject({
      ok: true,
      value: { exitCode: 3010, by: 'settle', log: 'done ', given: 'C:\\settled-go' },
    });
  });

  it('is answered unsettled, with its exit code, where the module cannot tell', async () => {
    expect(await dropDuring(longWithoutSettle, 'unsettled')).toMatchObject({
      ok: false,
      error: { kind: 'unsettled', detail: { exitCode: 3010, log: 'C:\\unsettled-log' } },
    });
  });

  it('is answered unsettled where it died with the connection', async () => {
    const { connector, session } = await open();
    const dying = script(
      `function Apply($p) { [IO.File]::WriteAllText('C:\\began3', 'x'); [Threading.Thread]::Sleep(60000) }`,
    );
    const after = script(`function Probe($p) { 'probed' }`);
    const running = session.exchange([
      step(dying, 'Apply', {}),
      { script: after, fn: 'Probe', args: {}, needsPrevious: true },
      { script: after, fn: 'Probe', args: {} },
    ]);
    await appears('C:\\began3');
    await connector.drop();
    expect(await running).toMatchObject([
      { ok: false, error: { kind: 'unsettled' } },
      { ok: false, error: { kind: 'skipped' } },
      { ok: true, value: 'probed' },
    ]);
  });

  it('is refused when its id was used before', async () => {
    const { session } = await open();
    const source = script(`function Apply($p) { 'ran' }`);
    const once = step(source, 'Apply', {});
    expect(await session.exchange([once])).toMatchObject([{ ok: true, value: 'ran' }]);
    expect(await session.exchange([once])).toMatchObject([{ ok: false, error: { kind: 'unsettled' } }]);
  });

  it('leaves a receipt that can be read by its id', async () => {
    const { session } = await open();
    const source = script(`function Apply($p) { @{ undo = @{ former = 'x' } } }`);
    const one = step(source, 'Apply', {});
    await session.exchange([one]);
    const read = { script: undefined, fn: 'receipt', args: { run: 'run-1', id: one.intent?.id ?? '' } };
    expect(await session.exchange([read])).toMatchObject([
      {
        ok: true,
        value: {
          lines: [
            { intent: { id: one.intent?.id, title: 'a step' }, fn: 'Apply', code: source.hash },
            { outcome: { ok: true, value: { undo: { former: 'x' } } } },
          ],
        },
      },
    ]);
  });
});

describe('a call that takes too long', () => {
  const hanging = script(
    `
function Apply($p) {
  $inner = [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes("[IO.File]::WriteAllText('C:\\$($p.mark)', 'x'); [Threading.Thread]::Sleep(60000)"))
  $outer = [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes("& C:\\windows\\system32\\WindowsPowerShell\\v1.0\\powershell.exe -NoProfile -EncodedCommand $inner"))
  [Console]::Write('about to hang')
  Invoke-Process -File 'powershell.exe' -Arguments @('-NoProfile', '-EncodedCommand', $outer)
}
function Survivors($p) {
  $names = @(foreach ($process in [Diagnostics.Process]::GetProcessesByName('powershell')) { if ($process.Id -ne $PID) { $process.Id } })
  @{ others = $names.Length }
}`,
    'process',
  );

  it('is ended with its whole process tree; what was seen so far comes with it; the next call works', async () => {
    const { session } = await open();
    const outcomes = await session.exchange([
      { script: hanging, fn: 'Apply', args: { mark: 'mark1' }, timeout: 10 },
      { script: hanging, fn: 'Survivors', args: {} },
    ]);
    expect(outcomes).toMatchObject([
      { ok: false, error: { kind: 'timeout', detail: { output: 'about to hang' } } },
      { ok: true, value: { others: 0 } },
    ]);
    expect(existsSync(host.here('C:\\mark1'))).toBe(true);
  });

  it('can be cancelled; what stands behind it is not run', async () => {
    const { session } = await open();
    const stop = new AbortController();
    const running = session.exchange(
      [
        { script: hanging, fn: 'Apply', args: { mark: 'mark2' }, timeout: 120 },
        { script: hanging, fn: 'Survivors', args: {} },
      ],
      { signal: stop.signal },
    );
    await appears('C:\\mark2');
    stop.abort();
    expect(await running).toMatchObject([
      { ok: false, error: { kind: 'cancelled' } },
      { ok: false, error: { kind: 'skipped' } },
    ]);
    expect(await session.exchange([{ script: hanging, fn: 'Survivors', args: {} }])).toMatchObject([
      { ok: true, value: { others: 0 } },
    ]);
  });

  it('fails with a word about it when a script calls exit', async () => {
    const { session } = await open();
    const source = script(`function Probe($p) { exit 3 }; function Ok($p) { 1 }`);
    expect(
      await session.exchange([
        { script: source, fn: 'Probe', args: {} },
        { script: source, fn: 'Ok', args: {} },
      ]),
    ).toMatchObject([{ ok: false, error: { message: expect.stringContaining('exit') } }, { ok: true }]);
  });
});

describe('the lock of a host', () => {
  const request = { run: 'run-a', holder: 'ann@controller 12', lease: 30, steal: false };

  it('is held against another run, which hears who holds it since when', async () => {
    const { session: first } = await open();
    const { session: second } = await open();
    expect((await first.lock(request)).lock).toMatchObject({ ok: true, value: { taken: 'free' } });
    const other = { ...request, run: 'run-b', holder: 'bob@controller 13' };
    expect((await second.lock(other)).lock).toMatchObject({
      ok: false,
      error: { kind: 'lock-held', detail: { holder: 'ann@controller 12', run: 'run-a' } },
    });
    expect((await second.lock({ ...other, steal: true })).lock).toMatchObject({
      ok: true,
      value: { taken: 'stolen' },
    });
    await second.close();
    expect(existsSync(host.here('C:\\ProgramData\\gorun\\lock.json'))).toBe(false);
  });

  it('comes with calls behind it in one round trip, none of which is made where it cannot be had', async () => {
    const { session: first } = await open();
    const { session: second } = await open();
    const ping = (args: number) => ({ script: undefined, fn: 'ping', args });
    expect(await first.lock(request, [ping(1), ping(2)])).toMatchObject({
      lock: { ok: true },
      outcomes: [{ value: 1 }, { value: 2 }],
    });
    expect(first.stats().roundTrips).toBe(1);
    const skipped = { ok: false, error: { kind: 'skipped' } };
    expect(await second.lock({ ...request, run: 'run-b' }, [ping(1), ping(2)])).toMatchObject({
      lock: { ok: false, error: { kind: 'lock-held' } },
      outcomes: [skipped, skipped],
    });
    await first.close();
  });

  it('is kept over a lost connection and given back at the end, without a counted round trip', async () => {
    const { connector, session } = await open();
    await session.lock(request);
    await connector.drop();
    await session.exchange([{ script: undefined, fn: 'ping', args: 1 }]);
    expect(JSON.parse(readFileSync(host.here('C:\\ProgramData\\gorun\\lock.json'), 'utf8'))).toMatchObject({
      run: 'run-a',
    });
    await session.close();
    expect(existsSync(host.here('C:\\ProgramData\\gorun\\lock.json'))).toBe(false);
    expect(session.stats().roundTrips).toBe(2);
  });

  it('can be taken after the lease where its time lies ahead of the clock', async () => {
    const { connector, session } = await open();
    await session.lock({ ...request, lease: 2 });
    await connector.drop();
    utimesSync(host.here('C:\\ProgramData\\gorun\\lock.json'), 4_000_000_000, 4_000_000_000);
    const { session: second } = await open();
    expect((await second.lock({ ...request, run: 'run-b' })).lock).toMatchObject({
      ok: false,
      error: { kind: 'lock-held' },
    });
    await pause(2_000);
    expect((await second.lock({ ...request, run: 'run-b' })).lock).toMatchObject({
      ok: true,
      value: { taken: 'lease-over', before: { run: 'run-a' } },
    });
  });

  it('can be taken when the lease of a dead holder is over', async () => {
    const { connector, session } = await open();
    await session.lock({ ...request, lease: 1 });
    await connector.drop();
    const { session: second } = await open();
    // A quick machine is back before the second is over.
    await pause(1_000);
    expect((await second.lock({ ...request, run: 'run-b' })).lock).toMatchObject({
      ok: true,
      value: { taken: 'lease-over', before: { run: 'run-a' } },
    });
  });
});
