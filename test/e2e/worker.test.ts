import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../src/json.ts';
import { openWorkerSession } from '../../src/worker/client/open-worker-session.ts';
import type { CallOutcome, HostSession, ScriptSource } from '../../src/worker/session.ts';
import { type TestHost, testHost } from '../worker/lab-host.ts';
import { script } from '../worker/script.ts';
import { WineConnector } from '../worker/wine-connector.ts';

let host: TestHost;
let session: HostSession;

beforeAll(async () => {
  host = await testHost('worker');
  session = await openWorkerSession(new WineConnector(host.prefix), 'win');
});
afterAll(async () => {
  await session?.close();
  await host?.remove();
});

async function call(source: ScriptSource | undefined, fn: string, args: Json): Promise<CallOutcome> {
  const [outcome] = await session.exchange([{ script: source, fn, args }]);
  if (outcome === undefined) throw new Error('no outcome');
  return outcome;
}

async function value(source: ScriptSource | undefined, fn: string, args: Json): Promise<Json> {
  const outcome = await call(source, fn, args);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  return outcome.value;
}

describe('a worker on the real PowerShell engine', () => {
  it('has the environment of a call while that call runs, and no longer; its children too', async () => {
    const source = script(
      `function Get-It($p) {
        $info = [Diagnostics.ProcessStartInfo]::new('cmd.exe', '/d /c echo %GORUN_TRY%')
        $info.RedirectStandardOutput = $true
        $info.UseShellExecute = $false
        $child = [Diagnostics.Process]::Start($info).StandardOutput.ReadToEnd().Trim()
        @{ own = [Environment]::GetEnvironmentVariable('GORUN_TRY'); temp = $env:TEMP; child = $child }
      }`,
    );
    const ask = (environment?: Record<string, string>) => ({
      script: source,
      fn: 'Get-It',
      args: {},
      ...(environment === undefined ? {} : { environment }),
    });
    const outcomes = await session.exchange([ask(), ask({ GORUN_TRY: 'ä "x"', TEMP: 'C:\\t' }), ask()]);
    const [before, during, after] = outcomes.map((outcome) => (outcome.ok ? outcome.value : outcome.error));
    expect(during).toMatchObject({ own: 'ä "x"', temp: 'C:\\t', child: expect.stringContaining('"x"') });
    expect(before).toMatchObject({ own: null, child: '%GORUN_TRY%' });
    expect(after).toEqual(before);
  });

  it('gives back any JSON value as it came', async () => {
    const given = {
      empty: {},
      none: null,
      list: [1, [], [[]], [null], { '': '' }],
      Case: 1,
      case: 2,
      long: 9007199254740991,
      negative: -5,
      half: 0.5,
      tiny: 1.5e-300,
      yes: true,
      no: false,
      'a key "with" \\ all': '"quotes" \\ \u0000 \u001f \u007f é € 😀 \ud800 x \udc00\r\n\t',
    };
    expect(await value(undefined, 'ping', given)).toEqual(given);
  });

  it('carries 2 MB', async () => {
    const text = 'The quick brown fox, "quoted" \\ and\r\n'.repeat(54_000);
    await value(undefined, 'ping', text);
    const start = performance.now();
    expect(await value(undefined, 'ping', text)).toBe(text);
    // 0.2 s on an idle machine; tests share theirs.
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it('keeps what a script says out of the protocol, and shows it when the call fails', async () => {
    const noisy = script(`
function Probe($p) { [Console]::Out.WriteLine('{"id":1,"done":true}'); 'first'; [Console]::Write('x'); @{ fine = $true } }
function Fail($p) { [Console]::WriteLine('said before'); throw 'no luck' }`);
    expect(await value(noisy, 'Probe', null)).toEqual({ fine: true });
    expect(await call(noisy, 'Fail', null)).toMatchObject({
      ok: false,
      error: { kind: 'failed', message: 'no luck', detail: { output: 'said before\r\n' } },
    });
  });

  it('tells failures by message, detail and fix', async () => {
    const failing = script(`
function Known($p) { Fail-Call 'the disk is full' @{ free = 12 } 'Free some space.' }
function Unknown($p) { [IO.File]::ReadAllText('C:\\nope.txt') }
function Broken($p) { $null.Nothing() }`);
    expect(await call(failing, 'Known', {})).toMatchObject({
      error: {
        kind: 'failed',
        message: 'the disk is full',
        detail: { free: 12 },
        fix: 'Free some space.',
      },
    });
    expect(await call(failing, 'Unknown', {})).toMatchObject({
      error: { kind: 'failed', message: expect.stringMatching(/^Could not find file/), detail: { line: 3 } },
    });
    expect(await call(failing, 'Broken', {})).toMatchObject({
      error: { kind: 'failed', message: 'You cannot call a method on a null-valued expression.' },
    });
    expect(await call(script('function Probe($p) { if'), 'Probe', {})).toMatchObject({
      error: {
        kind: 'failed',
        message: expect.stringContaining("the module's script is not valid PowerShell"),
      },
    });
  });

  it('keeps the functions of one source apart from those of another', async () => {
    const one = script(`function Probe($p) { Name }; function Name { 'one' }`);
    const two = script(`function Probe($p) { Name }; function Name { 'two' }`);
    const three = script(`function Other($p) { 1 }`);
    expect(await value(one, 'Probe', {})).toBe('one');
    expect(await value(two, 'Probe', {})).toBe('two');
    expect(await value(one, 'Probe', {})).toBe('one');
    expect(await call(three, 'Probe', {})).toMatchObject({ ok: false, error: { kind: 'protocol' } });
  });

  it('skips a call that needs the one before it when that failed', async () => {
    const source = script(`function Ok($p) { 1 }; function Bad($p) { throw 'bad' }`);
    const outcomes = await session.exchange([
      { script: source, fn: 'Bad', args: {} },
      { script: source, fn: 'Ok', args: {}, needsPrevious: true },
      { script: source, fn: 'Ok', args: {}, needsPrevious: true },
      { script: source, fn: 'Ok', args: {} },
    ]);
    expect(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.error.kind))).toEqual([
      'failed',
      'skipped',
      'skipped',
      'ok',
    ]);
  });

  it('passes progress on while the call runs', async () => {
    const source = script(
      `function Probe($p) { foreach ($n in 1..3) { Send-Progress @{ step = $n } }; 'done' }`,
    );
    const news: Json[] = [];
    await session.exchange([{ script: source, fn: 'Probe', args: {} }], {
      onProgress: (_call, progress) => news.push(progress),
    });
    expect(news).toEqual([{ step: 1 }, { step: 2 }, { step: 3 }]);
  });

  it('answers many small requests a second', async () => {
    const source = script(`function Probe($p) { @{ present = $true; version = 'go1.21.13'; n = $p.n } }`);
    for (let n = 0; n < 300; n++) await value(source, 'Probe', { n });
    const start = performance.now();
    for (let n = 0; n < 300; n++) await value(source, 'Probe', { n });
    const perSecond = 300_000 / (performance.now() - start);
    // 310 on an idle machine with two cores, in Wine.
    expect(perSecond).toBeGreaterThan(10);
  });
});
