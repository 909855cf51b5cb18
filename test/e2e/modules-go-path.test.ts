import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import { script } from '../worker/script.ts';
import { type GoHost, goHost } from './go-host.ts';
import { ModuleRunner } from './module-runner.ts';

let host: GoHost;
let run: ModuleRunner;

/** Reads and writes the raw value beside the module: what it says of itself is not believed. */
const registry = script(
  `function Read($p) { Get-StoredVariable $p.scope 'PATH' }
   function Write($p) { [void](Set-StoredVariable $p.scope 'PATH' $p.to); Get-StoredVariable $p.scope 'PATH' }
   function Own($p) { [ordered]@{ path = [Environment]::GetEnvironmentVariable('PATH') } }`,
  'registry',
  'environment',
);

async function call(fn: string, args: JsonObject): Promise<JsonObject> {
  const [outcome] = await host.session.exchange([{ script: registry, fn, args }]);
  if (outcome?.ok !== true) throw new Error(JSON.stringify(outcome));
  return outcome.value as JsonObject;
}

beforeAll(async () => {
  host = await goHost('modules-go-path', 'ready');
  run = new ModuleRunner(host.session);
});
afterAll(() => host.close());

const long = Array.from({ length: 400 }, (_, at) => `C:\\some folder ${at}\\bin`).join(';');
const values: readonly [string, JsonObject, string][] = [
  [
    'REG_EXPAND_SZ with variables',
    { exists: true, kind: 'ExpandString', value: '%SystemRoot%\\system32;%NoSuchThing%\\x' },
    ';',
  ],
  ['REG_SZ', { exists: true, kind: 'String', value: 'C:\\windows\\system32;%NotExpanded%' }, ';'],
  ['empty', { exists: true, kind: 'ExpandString', value: '' }, ''],
  ['missing', { exists: false, kind: null, value: null }, ''],
  ['9,000 characters', { exists: true, kind: 'ExpandString', value: long }, ';'],
  [
    'quotes, & and Unicode',
    { exists: true, kind: 'ExpandString', value: '"C:\\a;b";C:\\R&D (x86)!^;C:\\Ünïcödé 漢字;;C:\\100%' },
    ';',
  ],
  ['a semicolon at its end', { exists: true, kind: 'ExpandString', value: 'C:\\windows;' }, ''],
];

describe.each(['machine', 'user'] as const)('PATH of the %s', (scope) => {
  test.each(values)(
    '%s: an entry is added to the letter, a second run changes nothing, undo gives it back',
    async (_, before, joint) => {
      expect(await call('Write', { scope, to: before })).toEqual(before);
      const task = { scope, entry: 'C:\\Go "x"\\bin' };
      const end = await run.task('env_path', task);
      expect(end).toMatchObject({ status: 'changed', message: '' });
      expect(await call('Read', { scope })).toEqual({
        exists: true,
        kind: before.kind ?? 'ExpandString',
        value: `${before.value ?? ''}${joint}${task.entry}`,
      });
      expect((await run.task('env_path', task)).titles).toEqual([]);
      await end.undo();
      expect(await call('Read', { scope })).toEqual(before);
    },
  );
});

test('tidying leaves every folder once, and the worker has the new PATH at once', async () => {
  const value = '%SystemRoot%\\system32;;C:\\Tools;c:\\windows\\SYSTEM32\\;"C:\\tools"';
  await call('Write', { scope: 'user', to: { exists: false, kind: null, value: null } });
  await call('Write', { scope: 'machine', to: { exists: true, kind: 'ExpandString', value } });
  const end = await run.task('env_path', { tidy: true });
  expect(end).toMatchObject({ status: 'changed', result: { path: '%SystemRoot%\\system32;C:\\Tools' } });
  expect(await call('Own', {})).toEqual({ path: 'C:\\windows\\system32;C:\\Tools' });
  await end.undo();
  expect(await call('Read', { scope: 'machine' })).toMatchObject({ value });
});

test('undo leaves a PATH alone that somebody else has changed since', async () => {
  const end = await run.task('env_path', { entry: 'C:\\mine' });
  const now = await call('Read', { scope: 'machine' });
  const theirs = { ...now, value: `${now.value};C:\\theirs` };
  await call('Write', { scope: 'machine', to: theirs });
  await expect(end.undo()).rejects.toThrow(/changed by somebody else/);
  expect(await call('Read', { scope: 'machine' })).toEqual(theirs);
});
