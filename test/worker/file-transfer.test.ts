import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorkerSession } from '../../src/worker/client/open-worker-session.ts';
import { FakeHost } from './fake-host.ts';
import { numbers } from './strings.ts';

let folder: string;
const below = numbers(5);
const content = Buffer.from(Array.from({ length: 600_000 }, () => below(256)));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gorun-transfer-'));
  await writeFile(join(folder, 'big'), content);
  await writeFile(join(folder, 'empty'), '');
});
afterAll(() => rm(folder, { recursive: true }));

const open = (host: FakeHost) => openWorkerSession(host, 'win1', { backoff: [0] });

it('goes to the host through the worker where the connection has no file transfer', async () => {
  const host = new FakeHost();
  const session = await open(host);
  const sent: number[] = [];
  await session.putFile(join(folder, 'big'), 'C:\\temp\\big', {
    onProgress: (_call, news) => sent.push(Number(news.sent)),
  });
  expect(host.files).toEqual(new Map([['C:\\temp\\big', content]]));
  expect(sent.at(-1)).toBe(content.length);
  await session.putFile(join(folder, 'empty'), 'C:\\temp\\empty');
  expect(host.files.get('C:\\temp\\empty')?.length).toBe(0);
});

it('arrives whole although the connection breaks in the middle', async () => {
  const host = new FakeHost({ faults: [{ dropAfter: 250 }] });
  const session = await open(host);
  await session.putFile(join(folder, 'big'), 'C:\\big');
  expect(host.files.get('C:\\big')?.equals(content)).toBe(true);
  expect(session.stats().reconnects).toBe(1);
});

it('comes from the host, under its name only when whole', async () => {
  const host = new FakeHost();
  host.files.set('C:\\big', content);
  const session = await open(host);
  await session.getFile('C:\\big', join(folder, 'got'));
  expect((await readFile(join(folder, 'got'))).equals(content)).toBe(true);
});

it('fails with the words of the host, and leaves nothing behind', async () => {
  const session = await open(new FakeHost());
  await expect(session.getFile('C:\\none', join(folder, 'none'))).rejects.toMatchObject({
    code: 'connection/file-transfer',
    message: "win1: Could not find file 'C:\\none'.",
  });
  await expect(session.putFile(join(folder, 'missing'), 'C:\\x')).rejects.toMatchObject({
    code: 'connection/file-transfer',
  });
  await expect(readFile(join(folder, 'none'))).rejects.toThrow();
});
