import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type GoHost, goHost } from './go-host.ts';
import { ModuleRunner } from './module-runner.ts';
import { type Answer, entryFor, indexOf, type OwnDepot, ownDepot } from './own-depot.ts';

const content = randomBytes(2_000_000);
const filename = 'go1.21.13.windows-amd64.msi';
const entry = entryFor(content, filename);
const cached = `C:\\ProgramData\\gorun\\cache\\${filename}`;

let host: GoHost;
let run: ModuleRunner;
let depot: OwnDepot;
let ranges: (string | undefined)[] = [];
/** How the server answers the next requests for the file; the last one stays. */
let answers: Answer[] = [];
let listed: object = entry;

const whole: Answer = (request, response) => {
  const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? '0');
  if (from > 0)
    response.writeHead(206, {
      'Content-Range': `bytes ${from}-${content.length - 1}/${content.length}`,
      'Content-Length': content.length - from,
    });
  else response.writeHead(200, { 'Content-Length': content.length });
  response.end(content.subarray(from));
};
const cutAt =
  (bytes: number): Answer =>
  (_, response) => {
    response.writeHead(200, { 'Content-Length': content.length });
    response.write(content.subarray(0, bytes), () => response.destroy());
  };

beforeAll(async () => {
  host = await goHost('modules-go-fetch', 'ready');
  run = new ModuleRunner(host.session);
  depot = await ownDepot(
    (_, response) => response.end(JSON.stringify(indexOf(listed))),
    (request, response) => {
      ranges.push(request.headers.range);
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      (answer ?? whole)(request, response);
    },
  );
});

beforeEach(async () => {
  ranges = [];
  answers = [];
  listed = entry;
  await rm(dirname(host.here(cached)), { recursive: true, force: true });
});

afterAll(async () => {
  await depot.close();
  await host.close();
});

const fetchMsi = (more: object = {}) =>
  run.task('fetch_msi', { version: '1.21.13', index: depot.index, retries: 1, stall: 2, ...more });
const leftovers = async () =>
  existsSync(dirname(host.here(cached))) ? readdir(dirname(host.here(cached))) : [];

describe('a download', () => {
  test('gives the file its name when it is whole; a second run loads nothing; undo removes it', async () => {
    const end = await fetchMsi();
    expect(end).toMatchObject({ status: 'changed', message: '', result: { path: cached } });
    expect(await readFile(host.here(cached))).toEqual(content);
    expect(await fetchMsi()).toMatchObject({ status: 'ok' });
    expect(ranges).toHaveLength(1);
    await end.undo();
    expect(await leftovers()).toEqual([]);
  });

  test('that breaks off is taken up where it stopped', async () => {
    answers = [cutAt(1_000_000), whole];
    expect(await fetchMsi()).toMatchObject({ status: 'changed', message: '' });
    expect(ranges).toEqual([undefined, expect.stringMatching(/^bytes=[1-9]\d*-$/)]);
    expect(await readFile(host.here(cached))).toEqual(content);
  });

  test('starts anew where the server knows no ranges', async () => {
    const deaf: Answer = (_, response) => {
      response.writeHead(200, { 'Content-Length': content.length });
      response.end(content);
    };
    answers = [cutAt(500_000), deaf];
    expect(await fetchMsi()).toMatchObject({ status: 'changed', message: '' });
    expect(await readFile(host.here(cached))).toEqual(content);
  });

  test('replaces a file that is cut short', async () => {
    await fetchMsi();
    await truncate(host.here(cached), 1_000);
    expect(await fetchMsi()).toMatchObject({ status: 'changed', message: '' });
    expect(await readFile(host.here(cached))).toEqual(content);
  });

  test('replaces a file of the right size with another content', async () => {
    await mkdir(dirname(host.here(cached)), { recursive: true });
    await writeFile(host.here(cached), Buffer.alloc(content.length));
    expect(await fetchMsi()).toMatchObject({ status: 'changed', message: '' });
  });
});

describe('a download that must fail leaves no file', () => {
  const failures: readonly [string, () => void, RegExp][] = [
    [
      'another checksum',
      () => {
        answers = [
          (_, response) => {
            response.writeHead(200, { 'Content-Length': content.length });
            response.end(Buffer.alloc(content.length));
          },
        ];
      },
      /has the checksum [0-9a-f]{64}; the version index says/,
    ],
    [
      'a server that claims fewer bytes',
      () => {
        answers = [
          (_, response) => {
            response.writeHead(200, { 'Content-Length': 1_000 });
            response.end(content.subarray(0, 1_000));
          },
        ];
      },
      /has 1000 bytes; the version index says 2000000/,
    ],
    [
      'a server that sends more than the index says',
      () => {
        answers = [
          (_, response) => {
            response.write(content);
            response.end(content);
          },
        ];
      },
      /sends more than the 2000000 bytes/,
    ],
    [
      'a server that sends fewer bytes than it claims',
      () => {
        answers = [cutAt(10)];
      },
      /\(2 tries\)/,
    ],
    [
      'a server without the file',
      () => {
        answers = [
          (_, response) => {
            response.statusCode = 404;
            response.end();
          },
        ];
      },
      /is not there \(404\)/,
    ],
    [
      'a server in trouble',
      () => {
        answers = [
          (_, response) => {
            response.statusCode = 503;
            response.end();
          },
        ];
      },
      /answers 503 \(2 tries\)/,
    ],
    [
      'a server that falls silent',
      () => {
        answers = [
          (_, response) => {
            response.writeHead(200, { 'Content-Length': content.length });
            response.write(content.subarray(0, 70_000));
          },
        ];
      },
      /sent nothing for 2 s.*\(2 tries\)/,
    ],
  ];

  test.each(failures)('%s', async (_, arrange, message) => {
    arrange();
    const end = await fetchMsi();
    expect({ status: end.status, message: end.message }).toEqual({
      status: 'failed',
      message: expect.stringMatching(message),
    });
    expect(await leftovers()).not.toContain(filename);
  });

  test('a proxy that is not there', async () => {
    const end = await fetchMsi({ proxy: 'http://user:secret@127.0.0.1:9' });
    expect(end).toMatchObject({ status: 'failed', message: expect.stringContaining('cannot be reached') });
    expect(JSON.stringify(end.message)).not.toContain('secret');
  });
});

describe('a push', () => {
  test('sends the file of a folder over the connection', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gorun-depot-'));
    await writeFile(join(folder, filename), content);
    await writeFile(join(folder, 'index.json'), JSON.stringify(indexOf(entry)));
    const end = await run.task('fetch_msi', {
      version: '1.21.13',
      index: folder,
      dest: 'C:\\some folder %\\Gö & co.msi',
    });
    expect(end).toMatchObject({ status: 'changed', message: '' });
    expect(await readFile(host.here('C:\\some folder %\\Gö & co.msi'))).toEqual(content);
    await end.undo();
    expect(existsSync(host.here('C:\\some folder %\\Gö & co.msi'))).toBe(false);
    await rm(folder, { recursive: true });
  });

  test('of a file that is not what the index says touches no host', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gorun-depot-'));
    await writeFile(join(folder, filename), 'something else');
    await writeFile(join(folder, 'index.json'), JSON.stringify(indexOf(entry)));
    await expect(run.task('fetch_msi', { version: '1.21.13', index: folder })).rejects.toThrow(
      /has 14 bytes; the index says 2000000/,
    );
    expect(await leftovers()).toEqual([]);
    await rm(folder, { recursive: true });
  });

  test('takes away what earlier ones left whose connection broke', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gorun-depot-'));
    await writeFile(join(folder, filename), content);
    await writeFile(join(folder, 'index.json'), JSON.stringify(indexOf(entry)));
    const cache = dirname(host.here(cached));
    await mkdir(cache, { recursive: true });
    for (const name of [`${filename}.incoming.0123abcd.part`, `.${filename}.incoming.0123abcd.part.gorun-01`])
      await writeFile(join(cache, name), 'half');
    expect(await fetchMsi({ index: folder })).toMatchObject({ status: 'changed', message: '' });
    expect(await leftovers()).toEqual([filename]);
    await rm(folder, { recursive: true });
  });
});

test('a publisher is asked for, and an unsigned file is not kept', async () => {
  const end = await fetchMsi({ publisher: 'Google LLC' });
  expect(end).toMatchObject({
    status: 'failed',
    message: expect.stringContaining('is not signed, or not validly'),
  });
  expect(await leftovers()).toEqual([]);
});
