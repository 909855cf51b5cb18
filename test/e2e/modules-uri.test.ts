import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answering, type Answers, type Asked, answering } from './answering.ts';
import { type GoHost, goHost } from './go-host.ts';
import { ModuleRunner } from './module-runner.ts';

let host: GoHost;
let run: ModuleRunner;
let servers: readonly Answering[];
const asked: Asked[] = [];

/** The other server, where redirects lead away. */
let elsewhere = '';
let here = '';

const answers: Answers = {
  '/json': (response) =>
    response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"é":[1,"\\u20ac",null]}'),
  '/latin': (response) =>
    response
      .writeHead(200, { 'Content-Type': 'text/plain; charset=iso-8859-1' })
      .end(Buffer.from([0x61, 0xe9])),
  '/away': (response) => response.writeHead(302, { Location: `${elsewhere}/json` }).end(),
  '/moved': (response) => response.writeHead(307, { Location: '/json' }).end(),
  '/round': (response) => response.writeHead(302, { Location: '/round' }).end(),
  '/bad': (response) => response.writeHead(503, 'Down').end('back soon'),
  '/long': (response) => response.writeHead(200).end('x'.repeat(3_000_000)),
  '/slow': (response) => response.writeHead(200).write('begun'),
};

beforeAll(async () => {
  servers = [await answering(answers, asked), await answering(answers, asked)];
  [here = '', elsewhere = ''] = servers.map(({ url }) => url);
  host = await goHost('modules-uri', 'ready');
  run = new ModuleRunner(host.session);
});

afterAll(async () => {
  for (const server of servers) server.close();
  await host.close();
});

const ask = (path: string, more: object = {}) => {
  asked.length = 0;
  return run.task('uri', { url: `${here}${path}`, ...more });
};

test('asks a question: the task is ok and has the data', async () => {
  const end = await ask('/json', {
    return_content: true,
    headers: { 'User-Agent': 'test', 'X-Odd': 'a "b"' },
  });
  expect(end.message).toBe('');
  expect(end).toMatchObject({
    status: 'ok',
    result: { status: 200, json: { é: [1, '€', null] }, redirected: false, url: `${here}/json` },
  });
  expect(asked).toMatchObject([{ method: 'GET', headers: { 'user-agent': 'test', 'x-odd': 'a "b"' } }]);
});

test('sends data, and the task is changed', async () => {
  const body = { name: 'ü"\\', list: [1, null] };
  const end = await ask('/json', {
    method: 'POST',
    body_format: 'json',
    body,
    url_username: 'me',
    url_password: 'p:é',
  });
  expect(end).toMatchObject({ status: 'changed' });
  expect(end.result).not.toHaveProperty('content');
  expect(JSON.parse(asked[0]?.body ?? '')).toEqual(body);
  expect(asked[0]?.headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    authorization: `Basic ${Buffer.from('me:p:é').toString('base64')}`,
  });
});

test('another answer is a failure that says what the service said, unless it is expected', async () => {
  const end = await ask('/bad');
  expect(end).toMatchObject({
    status: 'failed',
    message: `${here}/bad answers 503: back soon`,
    detail: { status: 503, content: 'back soon' },
  });
  expect(await ask('/bad', { status_code: [200, 503] })).toMatchObject({
    status: 'ok',
    result: { status: 503 },
  });
});

test('follows redirects, and tells no secret to another server', async () => {
  const headers = { Authorization: 'Bearer s', 'X-Api-Key': 'k', 'X-Plain': 'p' };
  expect(await ask('/away', { headers })).toMatchObject({
    result: { redirected: true, url: `${elsewhere}/json` },
  });
  expect(asked[0]?.headers).toMatchObject({ authorization: 'Bearer s', 'x-api-key': 'k' });
  expect(asked[1]?.headers).toMatchObject({ 'x-plain': 'p' });
  expect(asked[1]?.headers).not.toHaveProperty('authorization');
  expect(asked[1]?.headers).not.toHaveProperty('x-api-key');
  expect(await ask('/away', { follow_redirects: 'none', status_code: [302] })).toMatchObject({
    result: { status: 302, redirected: false },
  });
  expect(await ask('/moved', { method: 'POST', body: 'x' })).toMatchObject({ status: 'failed' });
  await ask('/moved', { method: 'POST', body: 'x', follow_redirects: 'all' });
  expect(asked).toMatchObject([
    { method: 'POST', body: 'x' },
    { method: 'POST', url: '/json', body: 'x' },
  ]);
  expect(await ask('/round')).toMatchObject({
    status: 'failed',
    message: expect.stringContaining('more than 10 times'),
  });
});

test('a body is read by its character set, and no longer than a MiB', async () => {
  expect((await ask('/latin', { return_content: true })).result).toMatchObject({ content: 'aé' });
  const long = await ask('/long', { return_content: true });
  expect(long.result).toMatchObject({ truncated: true, content_length: 1_048_576 });
});

test('a service that is slow or not there is told', async () => {
  expect(await ask('/slow', { timeout: 2 })).toMatchObject({ status: 'failed', fix: 'Raise timeout.' });
  expect(await run.task('uri', { url: 'http://127.0.0.1:1/secret?token=x' })).toMatchObject({
    status: 'failed',
    message: expect.stringContaining('http://127.0.0.1:1 cannot be reached: '),
    detail: { url: 'http://127.0.0.1:1/secret' },
  });
});
