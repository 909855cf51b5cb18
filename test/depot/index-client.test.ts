import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { findInstaller, readInstallers } from '../../src/depot/index-client.ts';

const sha256 = 'a'.repeat(64);
const msi = {
  filename: 'go1.21.13.windows-amd64.msi',
  os: 'windows',
  arch: 'amd64',
  version: 'go1.21.13',
  sha256,
  size: 7,
  kind: 'installer',
};
const index = [
  {
    version: 'go1.21.13',
    stable: true,
    files: [msi, { ...msi, filename: 'go1.21.13.linux-amd64.tar.gz', os: 'linux', kind: 'archive' }],
  },
  // go.dev's oldest entries: no SHA-256, an empty processor.
  {
    version: 'go1.2.2',
    stable: true,
    files: [
      {
        filename: 'go1.2.2.src.tar.gz',
        os: '',
        arch: '',
        version: 'go1.2.2',
        sha256: '',
        size: 1,
        kind: 'source',
        new: 1,
      },
    ],
  },
];
const reading = { signal: new AbortController().signal, folder: '/' };
let server: Server | undefined;
let folder: string | undefined;

afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  if (folder !== undefined) await rm(folder, { recursive: true });
  server = undefined;
  folder = undefined;
});

async function serve(listener: RequestListener): Promise<string> {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  const address = started.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/dl/?mode=json&include=all`;
}

describe('a version index', () => {
  test('at a URL gives installers with the URLs of their files', async () => {
    const source = await serve((_, response) => response.end(JSON.stringify(index)));
    const installers = await readInstallers(source, reading);
    expect(installers).toEqual([
      {
        filename: msi.filename,
        version: '1.21.13',
        arch: 'amd64',
        sha256,
        size: 7,
        url: new URL(`/dl/${msi.filename}`, source).href,
        file: null,
      },
    ]);
  });

  test('in a folder gives their files', async () => {
    folder = await mkdtemp(join(tmpdir(), 'gorun-index-'));
    await writeFile(join(folder, 'index.json'), JSON.stringify(index));
    const [installer] = await readInstallers('.', { ...reading, folder });
    expect(installer).toMatchObject({ url: null, file: join(folder, msi.filename) });
  });

  test('is asked for again when the server stumbles', async () => {
    let asked = 0;
    const source = await serve((_, response) => {
      response.statusCode = ++asked === 1 ? 503 : 200;
      response.end(JSON.stringify(index));
    });
    expect(await readInstallers(source, reading)).toHaveLength(1);
    expect(asked).toBe(2);
  });

  test('is found where its URL leads, packed or not', async () => {
    const source = await serve((request, response) => {
      if (request.url !== '/elsewhere') response.writeHead(302, { location: '/elsewhere' }).end();
      else response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(JSON.stringify(index)));
    });
    expect(await readInstallers(source, reading)).toHaveLength(1);
  });

  test('that leads in circles, or to something other than http, is unavailable', async () => {
    for (const [location, why] of [
      ['/', 'leads elsewhere more than 20 times'],
      ['file:///etc/passwd', 'leads to file:'],
    ] as const) {
      const source = await serve((_, response) => response.writeHead(302, { location }).end());
      await expect(readInstallers(source, reading)).rejects.toMatchObject({
        code: 'depot/unavailable',
        message: expect.stringContaining(why),
      });
      server?.close();
    }
  });

  test('that breaks off is unavailable', async () => {
    const packed = gzipSync(JSON.stringify(index));
    const source = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': packed.length });
      response.write(packed.subarray(0, 40), () => response.destroy());
    });
    await expect(readInstallers(source, reading)).rejects.toMatchObject({ code: 'depot/unavailable' });
  });

  test('that is not there is named at once', async () => {
    const source = await serve((_, response) => {
      response.statusCode = 404;
      response.end();
    });
    await expect(readInstallers(source, reading)).rejects.toMatchObject({
      code: 'depot/unavailable',
      message: expect.stringContaining('answers 404'),
    });
  });

  test('that is a page for people is shown', async () => {
    const source = await serve((_, response) => response.end('<!doctype html> Sign in'));
    await expect(readInstallers(source, reading)).rejects.toMatchObject({
      code: 'depot/bad-index',
      message: expect.stringContaining('begins with: <!doctype html> Sign in'),
    });
  });

  test('of another shape is refused', async () => {
    const source = await serve((_, response) => response.end('{"versions": []}'));
    await expect(readInstallers(source, reading)).rejects.toMatchObject({ code: 'depot/bad-index' });
  });

  test('that nobody serves is unavailable', async () => {
    const source = await serve(() => {});
    server?.close();
    server = undefined;
    await expect(readInstallers(source, reading)).rejects.toMatchObject({ code: 'depot/unavailable' });
  });

  test('in a folder without index.json is unavailable', async () => {
    await expect(readInstallers('/no/such/folder', reading)).rejects.toMatchObject({
      code: 'depot/unavailable',
    });
  });

  test('never leads out of its folder by the name of a file', async () => {
    const bad = [{ version: 'go1.21.13', stable: true, files: [{ ...msi, filename: '../../etc/go.msi' }] }];
    const source = await serve((_, response) => response.end(JSON.stringify(bad)));
    expect(await readInstallers(source, reading)).toEqual([]);
  });
});

describe('a version that is not there', () => {
  const installers = ['1.21.13', '1.20.14'].map((version) => ({ ...msi, version, url: null, file: null }));

  test('is answered with those that are', () => {
    expect(() => findInstaller(installers, '1.99.0', 'amd64', 'depot')).toThrow(
      /no Windows installer of Go 1.99.0 for amd64. For amd64 it has 1.21.13, 1.20.14/,
    );
  });

  test('is answered with the processors that it is there for', () => {
    expect(() => findInstaller(installers, 'go1.21.13', 'arm64', 'depot')).toThrow(
      /It has that version for amd64/,
    );
  });
});
