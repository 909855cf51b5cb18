import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shells } from '../worker/posix-shell.ts';
import { type Answering, type Answers, type Asked, answering } from './answering.ts';
import { modulesInShell } from './modules-in-shell.ts';

const modified = 'Tue, 29 Feb 2000 08:09:07 GMT';
const content = Buffer.from(Array.from({ length: 200_000 }, (_, index) => (index * 7) % 256));
let here = '';
let elsewhere = '';
let broken = 0;
const asked: Asked[] = [];

const answers: Answers = {
  '/json': (response) =>
    response
      .writeHead(200, { 'Content-Type': 'application/json', 'X-Two': ['a', 'b'] })
      .end('{"é":[1,"\\u20ac"]}'),
  '/away': (response) => response.writeHead(302, { Location: `${elsewhere}/json` }).end(),
  '/moved': (response) => response.writeHead(307, { Location: '/json' }).end(),
  '/round': (response) => response.writeHead(302, { Location: '/round' }).end(),
  '/bad': (response) => response.writeHead(503, 'Down').end('back soon'),
  '/long': (response) => response.writeHead(200).end('x'.repeat(3_000_000)),
  '/slow': (response) => response.writeHead(200).write('begun'),
  '/file%20name.bin': (response) =>
    response.writeHead(200, { 'Content-Length': content.length, 'Last-Modified': modified }).end(content),
  '/broken': (response) => {
    response.writeHead(200, { 'Content-Length': content.length });
    response.write(content.subarray(0, 1000));
    if (broken++ % 2 === 0) setImmediate(() => response.destroy());
    else response.end(content.subarray(1000));
  },
};

describe.each(shells)('uri and get_url where sh is %s', (_name, program) => {
  let servers: readonly Answering[];
  beforeAll(async () => {
    servers = [await answering(answers, asked), await answering(answers, asked)];
    [here = '', elsewhere = ''] = servers.map(({ url }) => url);
  });
  afterAll(async () => {
    for (const server of servers) server.close();
  });
  const { at, task } = modulesInShell(program);
  const sha256 = createHash('sha256').update(content).digest('hex');

  it('gives back the answer with its headers and its data', async () => {
    const end = await task('uri', { url: `${here}/json`, return_content: true });
    expect(end).toMatchObject({
      status: 'ok',
      result: {
        status: 200,
        url: `${here}/json`,
        redirected: false,
        headers: { 'content-type': 'application/json', 'x-two': 'a, b' },
        content: '{"é":[1,"\\u20ac"]}',
        json: { é: [1, '€'] },
        truncated: false,
      },
    });
  });

  it('sends method, headers and body as they are', async () => {
    const body = `@/etc/passwd "q" \\ \n\t'${'x'.repeat(100)}' ä€\r\n`;
    const headers = { 'X-A': 'a "b" \\c', Authorization: 'Bearer x', 'X-Empty': '' };
    const end = await task('uri', { url: `${here}/json`, method: 'PUT', headers, body });
    expect(end).toMatchObject({ status: 'changed', message: '' });
    expect(asked.at(-1)).toMatchObject({
      method: 'PUT',
      body,
      headers: { 'x-a': 'a "b" \\c', authorization: 'Bearer x', 'x-empty': '' },
    });
    expect(asked.at(-1)?.headers['content-type']).toBeUndefined();
    await task('uri', { url: `${here}/json`, method: 'POST', body: { a: [1] }, body_format: 'json' });
    expect(asked.at(-1)).toMatchObject({
      body: '{"a":[1]}',
      headers: { 'content-type': expect.stringContaining('json') },
    });
  });

  it('follows redirects, and hands secrets to the first server only', async () => {
    const headers = { Authorization: 'Bearer x', 'X-Api-Key': 'y', 'X-Plain': 'z' };
    const end = await task('uri', { url: `${here}/away`, headers });
    expect(end.result).toMatchObject({ status: 200, redirected: true, url: `${elsewhere}/json` });
    expect(asked.at(-1)?.headers).toMatchObject({ 'x-plain': 'z' });
    expect(asked.at(-1)?.headers).not.toHaveProperty('authorization');
    expect(asked.at(-1)?.headers).not.toHaveProperty('x-api-key');
    const near = await task('uri', { url: `${here}/moved`, headers });
    expect(near.result).toMatchObject({ status: 200 });
    expect(asked.at(-1)?.headers).toMatchObject({ authorization: 'Bearer x' });
    const none = await task('uri', { url: `${here}/away`, follow_redirects: 'none', status_code: [302] });
    expect(none.result).toMatchObject({ status: 302, redirected: false });
    expect((await task('uri', { url: `${here}/round` })).message).toContain('leads on and on');
  });

  it('fails with what the service said', async () => {
    expect(await task('uri', { url: `${here}/bad` })).toMatchObject({
      status: 'failed',
      message: `${here}/bad answers 503: back soon`,
      detail: { status: 503, content: 'back soon' },
    });
    expect((await task('uri', { url: `${here}/slow`, timeout: 1 })).message).toContain('within 1 s');
    expect((await task('uri', { url: 'http://127.0.0.1:1/' })).message).toContain('cannot be asked');
  });

  it('keeps the first MiB of a long answer', async () => {
    const { result } = await task('uri', { url: `${here}/long`, return_content: true });
    expect(result).toMatchObject({ status: 200, truncated: true, content_length: 1_048_576 });
  });

  it('loads a file of known content once, with mode and time, and takes it back', async () => {
    const params = { url: `${here}/file%20name.bin`, dest: `${at('got')}/`, checksum: sha256, mode: '0640' };
    const end = await task('get_url', params);
    expect(end).toMatchObject({
      status: 'changed',
      message: '',
      result: { dest: at('got/file name.bin'), checksum: sha256, size: content.length },
    });
    expect(readFileSync(at('got/file name.bin')).equals(content)).toBe(true);
    expect(statSync(at('got/file name.bin')).mode & 0o777).toBe(0o640);
    expect(statSync(at('got/file name.bin')).mtimeMs).toBe(Date.parse(modified));
    expect(await task('get_url', params)).toMatchObject({ status: 'ok' });
    await end.undo();
    expect(existsSync(at('got'))).toBe(false);
  });

  it('asks the server whether its file is another one', async () => {
    const params = { url: `${here}/file%20name.bin`, dest: at('asked') };
    expect(await task('get_url', params)).toMatchObject({ status: 'changed', message: '' });
    expect(await task('get_url', params)).toMatchObject({ status: 'ok' });
    writeFileSync(at('asked'), 'mine');
    const again = await task('get_url', params);
    expect(again).toMatchObject({ status: 'changed', message: '' });
    await again.undo();
    expect(readFileSync(at('asked'), 'utf8')).toBe('mine');
    expect(await task('get_url', { ...params, force: false })).toMatchObject({ status: 'ok' });
  });

  it('begins anew where the connection breaks, and keeps nothing that is wrong', async () => {
    broken = 0;
    mkdirSync(at('wrong'));
    const end = await task('get_url', { url: `${here}/broken`, dest: at('wrong/x'), checksum: sha256 });
    expect(end).toMatchObject({ status: 'changed', message: '' });
    await end.undo();
    const other = { dest: at('wrong/x'), checksum: 'a'.repeat(64) };
    expect((await task('get_url', { url: `${here}/file%20name.bin`, ...other })).message).toMatch(
      /the playbook says aaaa/,
    );
    expect((await task('get_url', { url: `${here}/none`, ...other })).message).toContain(
      'is not there (404)',
    );
    expect(readdirSync(at('wrong'))).toEqual([]);
  });

  it('sends headers with the request for the file', async () => {
    const headers = { Authorization: 'Bearer "x"' };
    await task('get_url', { url: `${here}/file%20name.bin`, dest: at('private'), headers });
    expect(asked.at(-1)?.headers).toMatchObject({ authorization: 'Bearer "x"' });
  });
});
