import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json } from '../../src/json.ts';
import { openWorkerSession } from '../../src/worker/client/open-worker-session.ts';
import type { HostSession } from '../../src/worker/session.ts';
import { type TestHost, testHost } from '../worker/lab-host.ts';
import { script } from '../worker/script.ts';
import { numbers } from '../worker/strings.ts';
import { WineConnector } from '../worker/wine-connector.ts';

let host: TestHost;
let session: HostSession;
let folder: string;

beforeAll(async () => {
  host = await testHost('libraries');
  session = await openWorkerSession(new WineConnector(host.prefix), 'win');
  folder = await mkdtemp(join(tmpdir(), 'gorun-libraries-'));
});
afterAll(async () => {
  await session?.close();
  await host?.remove();
  if (folder) await rm(folder, { recursive: true });
});

/** Runs statements with all libraries; the value of the last one. */
async function run(statements: string, args: Json = null, ...more: readonly string[]): Promise<Json> {
  const source = script(`function Probe($p) {\n${statements}\n}`, 'process', 'registry', 'files', ...more);
  const [outcome] = await session.exchange([{ script: source, fn: 'Probe', args }]);
  if (outcome?.ok !== true) throw new Error(JSON.stringify(outcome?.error));
  return outcome.value;
}

it('process: output, whole exit codes, the input, the time limit, caps', async () => {
  const program = `-File 'powershell.exe' -Arguments @('-NoProfile', '-Command', $p)`;
  expect(
    await run(
      `Invoke-Process ${program} -InputText 'fed é'`,
      '[Console]::Out.Write([Console]::In.ReadToEnd()); [Console]::Error.Write("err"); exit 3010',
    ),
  ).toMatchObject({ exitCode: 3010, stdout: 'fed é', stderr: 'err', truncated: false, timedOut: false });
  expect(
    await run(
      `Invoke-Process ${program} -OutputLimit 10`,
      '[Console]::Out.Write([string]::new("x", 200000))',
    ),
  ).toMatchObject({ exitCode: 0, stdout: 'xxxxxxxxxx', truncated: true });
  expect(
    await run(`Invoke-Process ${program} -TimeLimit 1`, '[Threading.Thread]::Sleep(60000)'),
  ).toMatchObject({ timedOut: true });
  await expect(run(`Invoke-Process -File 'C:\\none.exe'`)).rejects.toThrow('none.exe cannot be started');
});

it("process: a fresh process's PATH decides which program is found", async () => {
  expect(await run(`Find-Program 'lab-guest'`)).toBe('C:\\windows\\system32\\lab-guest.exe');
  expect(await run(`Find-Program 'lab-guest' 'C:\\none;"C:\\windows\\system32"'`)).toBe(
    'C:\\windows\\system32\\lab-guest.exe',
  );
  expect(await run(`Find-Program 'no-such-program'`)).toBe(null);
});

it('process: installer properties are quoted as msiexec reads them', async () => {
  expect(await run(`Format-MsiProperty 'INSTALLDIR' 'C:\\tools\\a "b" c'`)).toBe(
    'INSTALLDIR="C:\\tools\\a ""b"" c"',
  );
  await expect(run(`Format-MsiProperty 'A B' ''`)).rejects.toThrow('not the name');
});

it('registry: kinds and unexpanded text are kept; what is missing is told from what is empty', async () => {
  const key = 'HKLM\\SOFTWARE\\gorun test';
  expect(await run(`Get-RegistryValue '${key}' 'x'`)).toEqual({
    exists: false,
    kind: null,
    value: null,
    expanded: null,
  });
  await run(`Set-RegistryValue '${key}' 'x' '%SystemRoot%\\x;;é' 'ExpandString'
Set-RegistryValue '${key}' 'empty' '' 'String'
Set-RegistryValue '${key}' 'number' 7 'DWord'
Set-RegistryValue '${key}\\below' 'list' @('a', 'b') 'MultiString'`);
  expect(await run(`Get-RegistryValue '${key}' 'x'`)).toEqual({
    exists: true,
    kind: 'ExpandString',
    value: '%SystemRoot%\\x;;é',
    expanded: 'C:\\windows\\x;;é',
  });
  expect(await run(`Get-RegistryValues '${key}'`)).toEqual({ x: '%SystemRoot%\\x;;é', empty: '', number: 7 });
  expect(await run(`, (Get-RegistryKeyNames '${key}')`)).toEqual(['below']);
  expect(await run(`Remove-RegistryValue '${key}' 'x'`)).toBe(true);
  expect(await run(`Remove-RegistryValue '${key}' 'x'`)).toBe(false);
  expect(await run(`Remove-RegistryKey '${key}'; Test-RegistryKey '${key}'`)).toBe(false);
});

it('registry: the worker sees variables as a fresh process would, once they changed', async () => {
  const key = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment';
  const seen = `Update-Environment; [Environment]::GetEnvironmentVariable('GOROOT')`;
  expect(
    await run(`Set-RegistryValue '${key}' 'GOROOT' '%SystemRoot%\\go' 'ExpandString'
Send-EnvironmentChanged
${seen}`),
  ).toBe('C:\\windows\\go');
  expect(await run(`[void](Remove-RegistryValue '${key}' 'GOROOT'); ${seen}`)).toBe(null);
});

it('files: facts, text in any encoding, atomic writes, free space', async () => {
  await writeFile(host.here('C:\\utf16.log'), Buffer.from('\ufeffMSI log é\r\nlast', 'utf16le'));
  expect(await run(`Read-TextFile 'C:\\utf16.log'`)).toBe('MSI log é\r\nlast');
  expect(await run(`Read-TextFile 'C:\\utf16.log' -Tail -Limit 4`)).toBe('last');
  expect(
    await run(
      `Write-TextFile 'C:\\new.txt' 'é'; Write-TextFile 'C:\\new.txt' 'ö'; Get-FileFacts 'C:\\new.txt' -Hash`,
    ),
  ).toMatchObject({
    exists: true,
    size: 2,
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(await run(`(Get-FileFacts 'C:\\none').size`)).toBe(-1);
  expect(await run(`New-Folder 'C:\\windows\\temp\\a\\b'`)).toBe('C:\\windows\\temp');
  expect(await run(`Get-FreeSpace 'C:\\not\\yet\\there'`)).toBeGreaterThan(1_000_000);
  expect(
    await run(
      `[IO.FileInfo]::new('C:\\new.txt').IsReadOnly = $true; Remove-FileSafely 'C:\\new.txt'; [IO.File]::Exists('C:\\new.txt')`,
    ),
  ).toBe(false);
});

it('files move both ways through the worker, whole and under their names', async () => {
  const below = numbers(3);
  const content = Buffer.from(Array.from({ length: 1_500_000 }, () => below(256)));
  await writeFile(join(folder, 'here'), content);
  await session.putFile(join(folder, 'here'), 'C:\\Program Files\\über dir\\x & y.msi');
  expect(await readFile(host.here('C:\\Program Files\\über dir\\x & y.msi'))).toEqual(content);
  await session.putFile(join(folder, 'here'), 'C:\\Program Files\\über dir\\x & y.msi');
  await session.getFile('C:\\Program Files\\über dir\\x & y.msi', join(folder, 'back'));
  expect(await readFile(join(folder, 'back'))).toEqual(content);
  await expect(session.getFile('C:\\none', join(folder, 'none'))).rejects.toMatchObject({
    code: 'connection/file-transfer',
    message: expect.stringContaining('Could not find file'),
  });
});

/** What a Windows in that language writes of a package that fails in a custom action. */
const failing = (words: { error: string; product: string; ended: string; value: string; failed: string }) => [
  `MSI (s) (A0:9C) [20:23:40:101]: Note: 1: 2205 2:  3: Error`,
  `${words.ended} 20:23:40: FindRelatedProducts. ${words.value} 1.`,
  `CustomAction LabFailure returned actual error code 1603 (note this may not be 100% accurate)`,
  `MSI (s) (A0:9C) [20:23:46:350]: ${words.product}: Go Programming Language amd64 go1.21.13 -- ${words.error} 1722. A program did not finish.`,
  '',
  `${words.error} 1722. A program did not finish.`,
  `${words.ended} 20:23:46: InstallFinalize. ${words.value} 3.`,
  ...Array.from(
    { length: 20_000 },
    (_, n) =>
      `MSI (s) (A0:9C) [20:23:47:000]: Executing op: FileRemove(,FileName=C:\\Program Files\\Go\\${n})`,
  ),
  `${words.error} 1921. The service could not be stopped on the way back.`,
  `${words.ended} 20:23:48: INSTALL. ${words.value} 3.`,
  `Property(S): UpgradeCode = {22EA7650-4AC6-4001-BF29-F4B8775DB1C0}`,
  `MSI (s) (A0:9C) [20:23:48:350]: ${words.product}: Go Programming Language amd64 go1.21.13 -- ${words.failed}`,
  `MSI (s) (A0:9C) [20:23:48:400]: MainEngineThread is returning 1603`,
  `=== Logging stopped: 11/25/2026  20:23:48 ===`,
];
const english = {
  error: 'Error',
  product: 'Product',
  ended: 'Action ended',
  value: 'Return value',
  failed: 'Installation failed.',
};
const german = {
  error: 'Fehler',
  product: 'Produkt',
  ended: 'Aktion beendet um',
  value: 'Rückgabewert',
  failed: 'Installation fehlgeschlagen.',
};

it.each([
  ['English', english],
  ['German', german],
])('msiexec: what its log says in %s, in UTF-16, far above its end', async (_, words) => {
  const log = Buffer.from(`\ufeff${failing(words).join('\r\n')}\r\n`, 'utf16le');
  await writeFile(host.here('C:\\windows\\temp\\msi.log'), log);
  expect(await run(`Get-MsiReason $p`, 'C:\\windows\\temp\\msi.log', 'msiexec')).toEqual({
    headline: `${words.error} 1722. A program did not finish.`,
    lines: [
      `${words.error} 1722. A program did not finish.`,
      `${words.ended} 20:23:46: InstallFinalize. ${words.value} 3.`,
      `${words.error} 1921. The service could not be stopped on the way back.`,
      words.failed,
      'MSI (s) (A0:9C) [20:23:48:400]: MainEngineThread is returning 1603',
    ],
  });
});

it('msiexec: without words of an error the action that failed is named, never one that went well', async () => {
  const reason = async (lines: readonly string[]) => {
    await writeFile(host.here('C:\\windows\\temp\\msi.log'), lines.join('\n'));
    return run(`(Get-MsiReason $p).headline`, 'C:\\windows\\temp\\msi.log', 'msiexec');
  };
  const well = 'Action ended 3:41:43: ProcessComponents. Return value 1.';
  const failed = 'Action ended 3:41:43: InstallFiles. Return value 3.';
  expect(await reason([well, failed, well, 'Action ended 3:41:43: INSTALL. Return value 3.', well])).toBe(
    failed,
  );
  const unrun = 'Action ended 3:41:43: LabFailure. Return value 0.';
  expect(await reason([well, unrun, 'Action ended 3:41:43: INSTALL. Return value 0.', well])).toBe(unrun);
});
