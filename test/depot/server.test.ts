import { truncate, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { depotAdd } from '../../src/depot/add.ts';
import { type Depot, startDepot } from '../../src/depot/server.ts';
import { filesIn, temporaryFolder } from './temporary-depot.ts';

const msi = 'go1.21.13.windows-amd64.msi';
const content = '0123456789';

async function depot(): Promise<Depot & { dir: string; at(path: string): string }> {
  const [from, dir] = [await temporaryFolder(), await temporaryFolder()];
  const contents = {
    [msi]: content,
    'go1.20.14.windows-amd64.msi': 'old',
    'go1.22rc1.windows-amd64.msi': 'rc',
  };
  await depotAdd(dir, await filesIn(from, contents));
  const started = await startDepot({ dir, port: 0, host: '127.0.0.1' });
  onTestFinished(() => started.close());
  return { ...started, dir, at: (path) => `http://127.0.0.1:${started.port}${path}` };
}

/** Sends bytes as they are and returns all that comes back. */
function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.setEncoding('utf8');
    socket.on('data', (chunk) => {
      seen += chunk;
    });
    socket.on('close', () => resolve(seen));
    socket.on('error', reject);
  });
}

test('the index has every version with include=all, the newest releases without', async () => {
  const { indexUrl, at } = await depot();
  const versions = async (url: string): Promise<string[]> =>
    [...(await (await fetch(url)).text()).matchAll(/^ {2}"version": "(.*)"/gm)].map(
      ([, version = '']) => version,
    );
  expect(await versions(indexUrl)).toEqual(['go1.22rc1', 'go1.21.13', 'go1.20.14']);
  expect(await versions(at('/dl/?mode=json'))).toEqual(['go1.21.13', 'go1.20.14']);
});

test('a file comes whole, with its size and an ETag that spares the second download', async () => {
  const { at } = await depot();
  const first = await fetch(at(`/dl/${msi}`));
  expect([first.status, first.headers.get('content-length'), await first.text()]).toEqual([
    200,
    '10',
    content,
  ]);
  const etag = first.headers.get('etag') ?? '';
  const second = await fetch(at(`/dl/${msi}`), { headers: { 'If-None-Match': etag } });
  expect([second.status, await second.text()]).toEqual([304, '']);
});

test('HEAD tells the size and sends nothing', async () => {
  const { at } = await depot();
  const answer = await fetch(at(`/dl/${msi}`), { method: 'HEAD' });
  expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([200, '10', '']);
});

test('a broken download goes on where it stopped', async () => {
  const { at } = await depot();
  const answer = await fetch(at(`/dl/${msi}`), { headers: { Range: 'bytes=4-' } });
  expect([answer.status, answer.headers.get('content-range'), await answer.text()]).toEqual([
    206,
    'bytes 4-9/10',
    '456789',
  ]);
});

test('a range of another state of the file brings all of it', async () => {
  const { at } = await depot();
  const headers = { Range: 'bytes=4-', 'If-Range': '"other"' };
  const answer = await fetch(at(`/dl/${msi}`), { headers });
  expect([answer.status, await answer.text()]).toEqual([200, content]);
});

test('a range past the end is refused with the size', async () => {
  const { at } = await depot();
  const answer = await fetch(at(`/dl/${msi}`), { headers: { Range: 'bytes=10-' } });
  expect([answer.status, answer.headers.get('content-range')]).toEqual([416, 'bytes */10']);
});

test.each([
  '/dl/../index.json',
  '/dl/..%2findex.json',
  '/dl/%2e%2e/%2e%2e/etc/passwd',
  '/dl//etc/passwd',
  '/dl/index.json',
  '/dl/..\\index.json',
  '/../../etc/passwd',
  '/dl/go1.21.13.windows-amd64.msi/',
  '/dl/go9.9.9.windows-amd64.msi',
  '/dl/?mode=html',
  '/',
])('%s is not served', async (path) => {
  const { port } = await depot();
  const answer = await raw(port, `GET ${path} HTTP/1.1\r\nHost: depot\r\nConnection: close\r\n\r\n`);
  expect(answer).toMatch(/^HTTP\/1\.1 404 /);
});

test.each([
  ['POST /dl/?mode=json HTTP/1.1\r\nHost: d\r\nContent-Length: 0\r\nConnection: close\r\n\r\n', 405],
  [`GET /dl/${'x'.repeat(3_000)} HTTP/1.1\r\nHost: d\r\nConnection: close\r\n\r\n`, 414],
  ['GET http://[ HTTP/1.1\r\nHost: d\r\nConnection: close\r\n\r\n', 400],
  ['nonsense\r\n\r\n', 400],
  [`GET / HTTP/1.1\r\nHost: d\r\nX: ${'x'.repeat(10_000)}\r\n\r\n`, 431],
])('an odd request (%#) gets its status', async (request, status) => {
  const { port } = await depot();
  expect(await raw(port, request)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
});

test('a file that no longer fits its checksum is not served under it', async () => {
  const { at, dir } = await depot();
  await truncate(join(dir, msi), 3);
  expect((await fetch(at(`/dl/${msi}`))).status).toBe(500);
});

test('a broken index answers 500 and the depot lives on', async () => {
  const { indexUrl, dir, at } = await depot();
  await writeFile(join(dir, 'index.json'), '{');
  expect((await fetch(indexUrl)).status).toBe(500);
  expect((await fetch(at('/'))).status).toBe(404);
});

test('a port that is taken is named', async () => {
  const { dir, port } = await depot();
  await expect(startDepot({ dir, port, host: '127.0.0.1' })).rejects.toMatchObject({
    code: 'depot/unavailable',
  });
});
