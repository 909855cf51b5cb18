import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer, connect as dial, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shells } from '../worker/posix-shell.ts';
import { modulesInShell } from './modules-in-shell.ts';

const short = { timeout: 0.3, sleep: 0.1, connect_timeout: 1 };

describe.each(shells)('wait_for where sh is %s', (_name, program) => {
  let server: Server;
  let port: number;
  beforeAll(async () => {
    server = createServer(() => {}).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
  });
  afterAll(async () => {
    server.close();
  });
  const { at, task } = modulesInShell(program);

  it('sees a port that is open, and one that is closed', async () => {
    expect((await task('wait_for', { port })).titles).toEqual([]);
    const closed = await task('wait_for', { port: 1, ...short });
    expect(closed).toMatchObject({
      status: 'failed',
      message: expect.stringMatching(/waited 0.3 s until port 1 of 127.0.0.1 is open: Connection refused/),
      detail: { wait_attempts: expect.any(Number) },
    });
    expect((await task('wait_for', { port: 1, state: 'stopped' })).titles).toEqual([]);
  });

  it('waits until a port opens', async () => {
    const other = createServer(() => {});
    // The one behind the first may be in use by other tests.
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port: free } = Object(other.address());
    other.close();
    const waiting = task('wait_for', { port: free, timeout: 20, sleep: 0.1 });
    setTimeout(() => other.listen(free, '127.0.0.1'), 300);
    const end = await waiting;
    other.close();
    expect(end).toMatchObject({ status: 'ok', titles: [`wait until port ${free} of 127.0.0.1 is open`] });
    expect(Number(end.result?.wait_attempts)).toBeGreaterThan(1);
    expect(Number(end.result?.elapsed)).toBeGreaterThan(0.1);
  });

  it('sees connections, but not those of hosts that do not count', async () => {
    const client: Socket = dial(port, '127.0.0.1');
    await once(client, 'connect');
    const params = { port, host: '0.0.0.0', state: 'drained', ...short };
    expect(await task('wait_for', params)).toMatchObject({
      status: 'failed',
      message: expect.stringMatching(/there (is one connection|are \d+ connections)/),
    });
    expect((await task('wait_for', { ...params, exclude_hosts: ['localhost'] })).titles).toEqual([]);
    expect((await task('wait_for', { ...params, host: '127.0.0.9' })).titles).toEqual([]);
    client.destroy();
  });

  it('waits for files and texts in them', async () => {
    rmSync(at('log'), { force: true });
    const gone = await task('wait_for', { path: at('log'), ...short });
    expect(gone).toMatchObject({ status: 'failed', message: expect.stringContaining('is not there') });
    writeFileSync(at('log'), 'starting\nready in 12 ms\n\0\n');
    const regex = { path: at('log'), search_regex: '^ready in [0-9]+', ...short };
    expect((await task('wait_for', regex)).result).toMatchObject({ match: 'ready in 12' });
    expect((await task('wait_for', { path: at('log'), state: 'present' })).titles).toEqual([]);
    const other = await task('wait_for', { ...regex, search_regex: '^in', msg: 'my words' });
    expect(other).toMatchObject({ status: 'failed', message: 'my words' });
    expect((await task('wait_for', { ...regex, search_regex: '^in', state: 'absent' })).titles).toEqual([]);
    await expect(task('wait_for', { ...regex, search_regex: '(' })).rejects.toThrow(/no extended regular/);
  });
});
