import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Json } from '../../src/json.ts';
import { type GoHost, goHost } from './go-host.ts';
import { ModuleRunner } from './module-runner.ts';

const content = randomBytes(600_000);
const sha256 = createHash('sha256').update(content).digest('hex');
const modified = 'Wed, 21 Oct 2015 07:28:00 GMT';

let host: GoHost;
let run: ModuleRunner;
let server: Server;
let base = '';
let asked: IncomingMessage[] = [];
let answer: RequestListener;

const whole: RequestListener = (request, response) => {
  response.writeHead(200, { 'Content-Length': content.length, 'Last-Modified': modified });
  response.end(request.method === 'HEAD' ? undefined : content);
};

beforeAll(async () => {
  host = await goHost('modules-get-url', 'ready');
  run = new ModuleRunner(host.session);
  server = createServer((request, response) => {
    asked.push(request);
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});

beforeEach(() => {
  asked = [];
  answer = whole;
});

afterAll(async () => {
  await host.close();
  server.closeAllConnections();
  server.close();
});

const methods = () => asked.map(({ method }) => method);

test('a file of known checksum is loaded once, with its headers; undo removes it with its folders', async () => {
  const params = {
    url: `${base}/a%20b/tool-1.2.zip?token=t0ken`,
    dest: 'C:\\new\\dir\\',
    checksum: `sha256:${sha256.toUpperCase()}`,
    headers: { Authorization: 'Bearer s3cret', 'User-Agent': 'me', 'X-One': '1' },
  };
  const end = await run.task('win_get_url', params);
  expect(end).toMatchObject({
    status: 'changed',
    message: '',
    titles: ['download C:\\new\\dir\\tool-1.2.zip'],
    result: { dest: 'C:\\new\\dir\\tool-1.2.zip', checksum: sha256, size: content.length },
  });
  expect(JSON.stringify('steps' in end.plan && end.plan.steps[0]?.changes)).not.toContain('t0ken');
  expect(asked[0]?.headers).toMatchObject({
    authorization: 'Bearer s3cret',
    'user-agent': 'me',
    'x-one': '1',
  });
  expect(readFileSync(host.here('C:\\new\\dir\\tool-1.2.zip')).equals(content)).toBe(true);
  expect(readdirSync(host.here('C:\\new\\dir'))).toEqual(['tool-1.2.zip']);
  asked = [];
  expect(await run.task('win_get_url', params)).toMatchObject({ status: 'ok' });
  expect(methods()).toEqual([]);
  await end.undo();
  expect(existsSync(host.here('C:\\new'))).toBe(false);
});

test.each(['md5', 'sha1', 'sha512'])('a checksum of %s', async (algorithm) => {
  const checksum = createHash(algorithm).update(content).digest('hex');
  const params = { url: `${base}/x`, dest: `C:\\sum-${algorithm}`, checksum, checksum_algorithm: algorithm };
  expect(await run.task('win_get_url', params)).toMatchObject({ status: 'changed', message: '' });
  expect(await run.task('win_get_url', params)).toMatchObject({ status: 'ok' });
});

test('what has another checksum is not kept, and what was there stays', async () => {
  writeFileSync(host.here('C:\\keep.bin'), 'former');
  const end = await run.task('win_get_url', {
    url: `${base}/x`,
    dest: 'C:\\keep.bin',
    checksum: '0'.repeat(64),
  });
  expect(end).toMatchObject({
    status: 'failed',
    message: `${base}/x has the checksum ${sha256}; the playbook says ${'0'.repeat(64)}`,
  });
  expect(readFileSync(host.here('C:\\keep.bin'), 'utf8')).toBe('former');
  expect(readdirSync(host.here('C:\\')).filter((name) => name.includes('.part'))).toEqual([]);
});

test('without a checksum the server is asked; another file is loaded, and undo brings the former back', async () => {
  const params = { url: `${base}/x`, dest: 'C:\\asked.bin' };
  expect(await run.task('win_get_url', params)).toMatchObject({ status: 'changed', message: '' });
  asked = [];
  expect(await run.task('win_get_url', params)).toMatchObject({ status: 'ok' });
  expect(methods()).toEqual(['HEAD']);
  answer = (request, response) => {
    response.writeHead(200, { 'Content-Length': 5, 'Last-Modified': modified });
    response.end(request.method === 'HEAD' ? undefined : 'other');
  };
  const end = await run.task('win_get_url', params);
  expect(end).toMatchObject({ status: 'changed', message: '' });
  expect(readFileSync(host.here('C:\\asked.bin'), 'utf8')).toBe('other');
  await end.undo();
  expect(readFileSync(host.here('C:\\asked.bin')).equals(content)).toBe(true);
});

test('with force: false a file that is there stays, unasked', async () => {
  asked = [];
  const end = await run.task('win_get_url', { url: `${base}/x`, dest: 'C:\\asked.bin', force: false });
  expect(end).toMatchObject({ status: 'ok' });
  expect(methods()).toEqual([]);
});

test('a server that tells neither size nor time is loaded from in every run', async () => {
  answer = (request, response) => {
    response.writeHead(200, { 'Transfer-Encoding': 'chunked' });
    response.end(request.method === 'HEAD' ? undefined : 'chunks');
  };
  const params = { url: `${base}/x`, dest: 'C:\\chunked.txt' };
  for (const _ of [1, 2])
    expect(await run.task('win_get_url', params)).toMatchObject({ status: 'changed', message: '' });
  expect(readFileSync(host.here('C:\\chunked.txt'), 'utf8')).toBe('chunks');
});

test('a download that breaks off is begun again; one that never ends well leaves nothing', async () => {
  let broken = 1;
  answer = (request, response) => {
    if (broken-- <= 0) return whole(request, response);
    response.writeHead(200, { 'Content-Length': content.length });
    response.write(content.subarray(0, 1000), () => response.destroy());
  };
  const params = { url: `${base}/x`, dest: 'C:\\broken\\x.bin', retries: 1 };
  expect(await run.task('win_get_url', params)).toMatchObject({ status: 'changed', message: '' });
  broken = 5;
  const end = await run.task('win_get_url', { ...params, dest: 'C:\\broken2\\x.bin' });
  expect(end).toMatchObject({ status: 'failed', message: expect.stringMatching(/\(2 tries\)$/) });
  expect(readdirSync(host.here('C:\\broken2'))).toEqual([]);
});

test('an address that has nothing is told', async () => {
  answer = (_, response) => response.writeHead(404).end();
  expect(await run.task('win_get_url', { url: `${base}/none`, dest: 'C:\\none' })).toMatchObject({
    status: 'failed',
    message: `${base}/none is not there (404)`,
  });
});

test('check mode loads nothing, and later tasks see what would be there', async () => {
  mkdirSync(host.here('C:\\pre'));
  const predicted = new Map<string, Json>();
  const params = { url: `${base}/tool.zip`, dest: 'C:\\pre', checksum: sha256 };
  const first = await run.task('win_get_url', params, predicted);
  expect(first.titles).toEqual(['download C:\\pre\\tool.zip']);
  expect((await run.task('win_get_url', params, predicted)).titles).toEqual([]);
  expect((await run.task('win_file', { path: 'C:\\pre\\tool.zip' }, predicted)).status).toBe('ok');
  expect(methods()).toEqual([]);
  expect(readdirSync(host.here('C:\\pre'))).toEqual([]);
});
