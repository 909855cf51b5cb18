import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { copyFile, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { buildMsi } from '../../lab/msi/build.ts';
import { type GoHost, goHost } from './go-host.ts';
import { ModuleRunner } from './module-runner.ts';

let host: GoHost;
let run: ModuleRunner;
let orders = '';

/** Any product would do: these are two versions of one, the second of which replaces the first. */
const old = 'C:\\packages\\old one.msi';
const next = 'C:\\packages\\next.msi';
const folder = 'C:\\tools\\any "one"'.replaceAll('"', "'");

/** What the stand-in in front of msiexec does on its next runs; nothing: the real work. */
async function order(fault?: object): Promise<void> {
  const file = host.here('C:\\windows\\lab\\msiexec.json');
  if (fault === undefined) return rm(file, { force: true });
  const { spare, package: broken } = JSON.parse(orders);
  await writeFile(file, JSON.stringify({ code: 0, times: 0, package: broken, spare, ...fault }));
}

const task = (params: object) => run.task('win_package', { time_limit: 60, ...params });
/** The ProductCode of a package, as a plan to install it names it. */
async function productOf(path: string): Promise<string> {
  await order({ kind: 'exit', code: 1603, times: 1 });
  const { plan } = await task({ path });
  await order();
  if (!('steps' in plan)) throw new Error(plan.refused);
  return String(plan.steps[0]?.args.productCode);
}

beforeAll(async () => {
  host = await goHost('modules-package', 'ready', 'msiexec-1618');
  orders = await readFile(host.here('C:\\windows\\lab\\msiexec.json'), 'utf8');
  run = new ModuleRunner(host.session);
  mkdirSync(host.here('C:\\packages'));
  const packages = [
    [old, 'go1.20.14'],
    [next, 'go1.21.13'],
  ] as const;
  for (const [path, version] of packages)
    await copyFile(await buildMsi(host.places, { version, arch: 'amd64' }), host.here(path));
});

beforeEach(() => order());

afterAll(() => host.close());

test('installs with properties, is ok the second time, and an undo uninstalls', async () => {
  const params = { path: old, arguments: [`INSTALLDIR=${folder}`], log_path: 'C:\\logs\\a b\\old.log' };
  const end = await task(params);
  expect(end.message).toBe('');
  expect(end).toMatchObject({
    status: 'changed',
    result: { installed: true, rc: 0, reboot_required: false, log: 'C:\\logs\\a b\\old.log' },
  });
  expect(existsSync(host.here(`${folder}\\bin\\go.exe`))).toBe(true);
  expect(existsSync(host.here('C:\\logs\\a b\\old.log'))).toBe(true);
  expect(await task(params)).toMatchObject({ status: 'ok', titles: [] });
  await end.undo();
  expect(await task({ ...params, state: 'absent' })).toMatchObject({ status: 'ok', titles: [] });
});

test('an undo of what replaced another version brings that one back', async () => {
  await task({ path: old });
  const end = await task({ path: next });
  expect(end).toMatchObject({ status: 'changed', message: '' });
  const version = () => readFile(host.here('C:\\Program Files\\Go\\VERSION'), 'utf8');
  expect(await version()).toMatch(/^go1\.21\.13/);
  await end.undo();
  expect(await version()).toBe('go1.20.14');
  expect((await task({ path: old })).status).toBe('ok');
});

test('uninstalls by the ProductCode, and an undo installs again', async () => {
  const { result } = await task({ path: old });
  const product_id = String(result?.product_id);
  const end = await task({ product_id, state: 'absent' });
  expect(end).toMatchObject({ status: 'changed', message: '', result: { installed: false } });
  expect(existsSync(host.here('C:\\Program Files\\Go\\bin\\go.exe'))).toBe(false);
  await end.undo();
  expect(existsSync(host.here('C:\\Program Files\\Go\\bin\\go.exe'))).toBe(true);
  expect((await task({ product_id, state: 'absent' })).status).toBe('changed');
});

test('waits while another installation runs, and tells of a restart', async () => {
  await order({ kind: 'exit', code: 1618, times: 1 });
  expect(await task({ path: old })).toMatchObject({ status: 'changed', result: { rc: 0 } });
  await task({ path: old, state: 'absent' });
  await order({ kind: 'exit-after', code: 3010, times: 1 });
  expect(await task({ path: old })).toMatchObject({
    status: 'changed',
    result: { rc: 3010, reboot_required: true },
  });
  await order({ kind: 'exit-after', code: 3010, times: 1 });
  await task({ path: old, state: 'absent' });
  expect(await task({ path: old, expected_return_code: [0] })).toMatchObject({
    status: 'failed',
    message: expect.stringContaining('msiexec ended with 3010 (done, a restart is needed)'),
  });
  expect(await task({ path: old, state: 'absent' })).toMatchObject({ status: 'ok' });
});

test('a failure is told in words, and what was there before stands', async () => {
  await task({ path: old });
  await order({ kind: 'exit', code: 1603, times: 1 });
  const end = await task({ path: next });
  expect(end).toMatchObject({ status: 'failed', detail: { rc: 1603 } });
  expect(end.message).toContain(
    'msiexec ended with 1603 (fatal error during installation); what was installed before stands',
  );
  expect((await task({ path: old })).status).toBe('ok');
  await order({ kind: 'hang' });
  const hung = await task({ path: next, time_limit: 5 });
  expect(hung).toMatchObject({ status: 'failed', detail: { timedOut: true } });
  await order();
  expect((await task({ path: old })).status).toBe('ok');
  expect((await task({ path: old, state: 'absent' })).status).toBe('changed');
});

test('loads a package from the web, once, and holds it against its checksum', async () => {
  const bytes = await readFile(host.here(old));
  const checksum = createHash('sha256').update(bytes).digest('hex');
  const asked: string[] = [];
  const server = createServer(({ method }, response) => {
    asked.push(method ?? '');
    response.writeHead(200, { 'Content-Length': bytes.length }).end(method === 'HEAD' ? undefined : bytes);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const path = `http://127.0.0.1:${(server.address() as AddressInfo).port}/any.msi`;
  const product_id = await productOf(old);
  const params = { path, product_id, checksum };
  expect(await task({ ...params, checksum: '0'.repeat(64) })).toMatchObject({
    status: 'failed',
    message: expect.stringContaining('checksum'),
  });
  expect(await task(params)).toMatchObject({ status: 'changed', message: '' });
  const trips = asked.length;
  expect(await task(params)).toMatchObject({ status: 'ok' });
  expect(asked).toHaveLength(trips);
  expect((await task({ product_id, state: 'absent' })).status).toBe('changed');
  server.close();
});

test('a package that is cut short is refused before anything is touched', async () => {
  const path = 'C:\\packages\\short.msi';
  await copyFile(host.here(old), host.here(path));
  await truncate(host.here(path), 1_000_000);
  expect(await task({ path })).toMatchObject({
    status: 'refused',
    message: `${path} cannot be used: it is cut short`,
  });
});
