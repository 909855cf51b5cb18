import { expect, it } from 'vitest';
import { LocalConnector } from '../../src/connection/local/local-connector.ts';
import { output } from './ssh-client.ts';

const connect = () => new LocalConnector('localhost', 'posix').connect();

it('runs a command on this machine, with input, output and exit code', async () => {
  const connection = await connect();
  const running = await connection.start('read line; echo "got $line"; echo oops >&2; exit 3');
  await running.write(Buffer.from('hello\n'));
  const seen: Uint8Array[] = [];
  for await (const chunk of running.stdout) seen.push(chunk);
  expect(Buffer.concat(seen).toString()).toBe('got hello\n');
  expect(await running.exited).toBe(3);
  expect(running.stderrTail()).toBe('oops\n');
  await connection.close();
});

it('ends what still runs when it is closed', async () => {
  const connection = await connect();
  const running = await connection.start('sleep 1000 | sleep 1000');
  await connection.close();
  expect(await running.exited).toBe(137);
  await expect(running.write(Buffer.from('x'))).rejects.toMatchObject({ code: 'connection/lost' });
});

it('tells an exit code of 127 where there is no such command', async () => {
  const connection = await connect();
  expect((await output(connection, 'no-such-command-here 2>/dev/null')).code).toBe(127);
  await connection.close();
});
