import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { goCrossCompile } from '../../lab/build/go-compiler.ts';
import { labPlaces } from '../../lab/places.ts';
import { isJsonObject, type Json } from '../../src/json.ts';
import { openWorkerSession } from '../../src/worker/client/open-worker-session.ts';
import type { HostSession } from '../../src/worker/session.ts';
import { type TestHost, testHost } from '../worker/lab-host.ts';
import { script } from '../worker/script.ts';
import { awkwardStrings } from '../worker/strings.ts';
import { WineConnector } from '../worker/wine-connector.ts';

let host: TestHost;
let session: HostSession;

beforeAll(async () => {
  host = await testHost('quoting');
  const cwd = fileURLToPath(new URL('../worker/echo-args', import.meta.url));
  await goCrossCompile(labPlaces(), {
    output: host.here('C:\\echo-args.exe'),
    what: '.',
    arch: 'amd64',
    cwd,
  });
  session = await openWorkerSession(new WineConnector(host.prefix), 'win');
});
afterAll(async () => {
  await session?.close();
  await host?.remove();
});

const echo = script(
  `
function Pass($p) {
  $ran = Invoke-Process -File 'C:\\echo-args.exe' -Arguments $p.strings
  if ($ran.exitCode -ne 0) { throw $ran.stderr }
  @{ hex = $ran.stdout; strings = $p.strings }
}`,
  'process',
);

const hex = (text: string) =>
  Array.from({ length: text.length }, (_, at) => text.charCodeAt(at).toString(16).padStart(4, '0')).join('');

it('10,000 strings reach a program through worker, PowerShell and its command line, unit for unit', async () => {
  const strings = awkwardStrings(10_000, 1, false);
  for (let from = 0; from < strings.length; from += 500) {
    const batch = strings.slice(from, from + 500);
    const [outcome] = await session.exchange([{ script: echo, fn: 'Pass', args: { strings: batch } }]);
    const value: Json = outcome?.ok === true ? outcome.value : null;
    if (!isJsonObject(value)) throw new Error(JSON.stringify(outcome));
    expect(String(value.hex).split('\n').slice(0, -1)).toEqual(batch.map(hex));
    expect(value.strings).toEqual(batch);
  }
});

it('10,000 strings, also with U+0000, come back from the worker as they went, as values and as keys', async () => {
  const strings = awkwardStrings(10_000, 2, true);
  const keyed = Object.fromEntries(strings.map((text, at) => [text, at]));
  const outcomes = await session.exchange([
    { script: undefined, fn: 'ping', args: strings },
    { script: undefined, fn: 'ping', args: keyed },
  ]);
  expect(outcomes).toMatchObject([{ ok: true }, { ok: true }]);
  const [list, keys] = outcomes.map((outcome) => (outcome.ok ? outcome.value : null));
  expect(list).toEqual(strings);
  expect(keys).toEqual(keyed);
});
