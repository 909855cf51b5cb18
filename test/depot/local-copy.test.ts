import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { localCopy } from '../../src/depot/local-copy.ts';

const content = Buffer.alloc(200_000, 'go');
const patience = { stall: 0.2, retries: 1 };
const never = new AbortController().signal;

/** A server that answers one request after the other, the last answer for ever; and a cache of its own. */
async function served(...answers: readonly ((response: ServerResponse) => void)[]) {
  const cache = await mkdtemp(join(tmpdir(), 'gorun-copy-'));
  const before = process.env.XDG_CACHE_HOME;
  process.env.XDG_CACHE_HOME = cache;
  let asked = 0;
  const server = createServer((_, response) => answers[Math.min(asked++, answers.length - 1)]?.(response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    if (before === undefined) delete process.env.XDG_CACHE_HOME;
    else process.env.XDG_CACHE_HOME = before;
    server.closeAllConnections();
    server.close();
    await rm(cache, { recursive: true, force: true });
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const sha256 = createHash('sha256').update(content).digest('hex');
  return {
    wanted: { size: content.length, sha256, url: `http://127.0.0.1:${port}/go.msi`, file: null },
    asked: () => asked,
    left: () => readdir(join(cache, 'gorun/msi')),
  };
}
const whole = (response: ServerResponse) => response.end(content);
const stalls = (response: ServerResponse) => {
  response.writeHead(200, { 'Content-Length': content.length });
  response.write(content.subarray(0, 70_000));
};

test('a depot that falls silent is given up, and nothing is left of it', async () => {
  const depot = await served(stalls);
  await expect(localCopy(depot.wanted, never, patience)).rejects.toMatchObject({
    code: 'depot/unavailable',
    message: expect.stringMatching(/go\.msi cannot be loaded: it sent nothing for 0\.2 s, after 70000 bytes/),
  });
  expect(depot.asked()).toBe(2);
  expect(await depot.left()).toEqual([]);
});

test('a download that broke is begun again', async () => {
  const depot = await served(stalls, whole);
  expect(await readFile(await localCopy(depot.wanted, never, patience))).toEqual(content);
});

test('a server that sends more than the index says is not listened to for ever', async () => {
  const depot = await served((response) => {
    const more = () => {
      while (response.writable && response.write(content));
      if (response.writable) response.once('drain', more);
    };
    more();
  });
  await expect(localCopy(depot.wanted, never, patience)).rejects.toThrow('more than the 200000 bytes');
});

test('who asked first and is stopped takes the copy from nobody else', async () => {
  const depot = await served(stalls, whole);
  const first = new AbortController();
  const stopped = localCopy(depot.wanted, first.signal, { stall: 60, retries: 0 });
  const other = localCopy(depot.wanted, never, patience);
  await expect.poll(depot.asked).toBe(1);
  first.abort(new Error('stopped'));
  await expect(stopped).rejects.toThrow('stopped');
  expect(await readFile(await other)).toEqual(content);
});
