import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openWorkerSession } from '../../src/worker/client/open-worker-session.ts';
import type { HostSession } from '../../src/worker/session.ts';
import { ShellHost, shells } from '../worker/posix-shell.ts';
import { fewPrograms } from './few-programs.ts';
import { answerWith, archiveDepot, archiveName, smallArchive } from './go-archive.ts';
import { ModuleRunner } from './module-runner.ts';
import type { Answer, OwnDepot } from './own-depot.ts';

const archive = smallArchive('1.21.13', 'amd64', { filling: 900_000 });
const { content } = archive;
let depot: OwnDepot;
let ranges: (string | undefined)[] = [];
/** How the server answers the next requests for the file; the last one stays. */
let answers: Answer[] = [];

beforeAll(async () => {
  depot = await archiveDepot([archive], (request, response) => {
    ranges.push(request.headers.range);
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    (answer ?? answerWith(content))(request, response);
  });
});
afterAll(() => depot.close());

const cutAt =
  (bytes: number): Answer =>
  (_, response) => {
    response.writeHead(200, { 'Content-Length': content.length });
    response.write(content.subarray(0, bytes), () => response.destroy());
  };
const deaf: Answer = (_, response) => {
  response.writeHead(200, { 'Content-Length': content.length });
  response.end(content);
};
/** Of all processes of this machine. */
const commandLines = (): string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      } catch {
        return '';
      }
    });
const status =
  (code: number): Answer =>
  (_, response) =>
    response.writeHead(code).end();

// Loaders in turn, so that each is held against each answer: what a host has besides does not matter.
const hosts = [
  ...shells.map(([name, path]) => [name, path, 'curl'] as const),
  ['dash', '/usr/bin/dash', 'wget'] as const,
  ['busybox', '/usr/bin/busybox', 'busybox wget'] as const,
];

describe.each(hosts)('fetch_file in %s (%s) by %s', (_name, shell, loader) => {
  let folder: string;
  let host: ShellHost;
  let session: HostSession;
  let run: ModuleRunner;
  let cached: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'gorun-few-'));
    const more = loader === 'busybox wget' ? 'wget=/usr/bin/busybox' : loader;
    host = new ShellHost(shell, `PATH='${fewPrograms(folder, shell, [more])}'`);
    session = await openWorkerSession(host, 'here');
    run = new ModuleRunner(session);
    cached = join(host.state, 'cache', archiveName(archive));
  });
  beforeEach(() => {
    ranges = [];
    answers = [];
    rmSync(join(host.state, 'cache'), { recursive: true, force: true });
  });
  afterAll(async () => {
    await session?.close();
    host?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const fetchFile = (more: object = {}) =>
    run.task('fetch_file', {
      version: '1.21.13',
      arch: 'amd64',
      index: depot.index,
      retries: 1,
      stall: 2,
      ...more,
    });
  const left = () => (existsSync(join(host.state, 'cache')) ? readdirSync(join(host.state, 'cache')) : []);

  test('loads the archive once; undo removes it', async () => {
    const end = await fetchFile();
    expect(end).toMatchObject({ status: 'changed', message: '', result: { path: cached } });
    expect(readFileSync(cached)).toEqual(content);
    expect(await fetchFile()).toMatchObject({ status: 'ok' });
    expect(ranges).toHaveLength(1);
    await end.undo();
    expect(left()).toEqual([]);
  });

  test.each(['download', 'push'])(
    'removes the folders that it made above the file by method: %s',
    async (method) => {
      const above = join(folder, 'above');
      mkdirSync(above, { recursive: true });
      const dest = join(above, 'a/b c/go.tgz');
      const end = await fetchFile({ dest, method });
      expect(end).toMatchObject({ status: 'changed', message: '' });
      await end.undo();
      expect(readdirSync(above)).toEqual([]);
      const other = await fetchFile({ dest, method });
      writeFileSync(join(above, 'a/mine'), '');
      await other.undo();
      expect(readdirSync(join(above, 'a'))).toEqual(['mine']);
      rmSync(join(above, 'a'), { recursive: true });
      // Its name while it is not whole yet is longer than a file system takes.
      const failing = fetchFile({ dest: join(above, 'a/b', 'x'.repeat(250)), method });
      if (method === 'push') await expect(failing).rejects.toThrow();
      else {
        const failed = await failing;
        expect(failed).toMatchObject({ status: 'failed' });
        await failed.undo();
      }
      expect(readdirSync(above)).toEqual([]);
    },
  );

  test('takes a download up where it broke off', async () => {
    answers = [cutAt(500_000), answerWith(content)];
    expect(await fetchFile()).toMatchObject({ status: 'changed', message: '' });
    expect(ranges).toEqual([undefined, expect.stringMatching(/^bytes=[1-9]\d*-$/)]);
    expect(readFileSync(cached)).toEqual(content);
  });

  test('starts anew where the server knows no ranges', async () => {
    answers = [cutAt(500_000), deaf];
    expect(await fetchFile()).toMatchObject({ status: 'changed', message: '' });
    expect(readFileSync(cached)).toEqual(content);
  });

  test('replaces a file that is cut short, and one with another content', async () => {
    await fetchFile();
    truncateSync(cached, 1_000);
    expect(await fetchFile()).toMatchObject({ status: 'changed', message: '' });
    writeFileSync(cached, Buffer.alloc(content.length));
    expect(await fetchFile()).toMatchObject({ status: 'changed', message: '' });
    expect(readFileSync(cached)).toEqual(content);
  });

  test.each<[string, Answer[], RegExp]>([
    [
      'another content',
      [answerWith(Buffer.alloc(content.length))],
      /has the checksum [0-9a-f]{64}; the version index says/,
    ],
    [
      'more bytes',
      [(_, response) => response.end(Buffer.concat([content, content]))],
      /sends more than the \d+ bytes of the version index/,
    ],
    [
      'fewer bytes',
      [(_, response) => response.end(content.subarray(0, 1_000))],
      /has 1000 bytes; the version index says|ended after 1000 of/,
    ],
    ['no such file', [status(404)], /is not there \(404\)/],
    ['no rights', [status(403)], /answers 403/],
    ['an error of the server', [status(503)], /answers 503 \(2 tries\)/],
  ])('keeps nothing of %s', async (_what, given, message) => {
    answers = given;
    const end = await fetchFile();
    expect(end).toMatchObject({ status: 'failed', message: expect.stringMatching(message) });
    expect(left().filter((name) => !name.endsWith('.part'))).toEqual([]);
  });

  test('says what a server that falls silent did', async () => {
    answers = [
      (_, response) => {
        response.writeHead(200, { 'Content-Length': content.length });
        response.write(content.subarray(0, 70_000));
      },
    ];
    expect(await fetchFile({ retries: 0 })).toMatchObject({
      status: 'failed',
      message: expect.stringMatching(/sent nothing for 2 s, after 70000 bytes|ended after 70000 of/),
    });
  });

  test('shows the password of a proxy to nobody but the proxy', async () => {
    const seen: (string | undefined)[] = [];
    answers = [
      (request, response) => {
        seen.push(request.headers['proxy-authorization']);
        seen.push(...commandLines().filter((line) => line.includes('hunter2')));
        answerWith(content)(request, response);
      },
    ];
    const proxy = depot.index.replace('//', '//ann:hunter2@').replace(/\/dl.*/, '');
    expect(await fetchFile({ proxy })).toMatchObject({ status: 'changed', message: '' });
    expect(seen).toEqual([`Basic ${Buffer.from('ann:hunter2').toString('base64')}`]);
  });

  test('a server that hangs up is told with the number of tries', async () => {
    answers = [(_, response) => response.destroy()];
    expect(await fetchFile({ retries: 0 })).toMatchObject({
      status: 'failed',
      message: expect.stringMatching(/cannot be reached: .+ \(one try\)/),
      fix: expect.stringContaining('method: push'),
    });
  });
});
