import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lab, labDown, labUp } from '../../lab/index.ts';
import { gorun, resultsOf, startGorun } from './typed-gorun.ts';

const instance = 'wait-for-connection';

let folder: string;
let lab: Lab;
let front: number;

/** A front of the host that is not there yet: it leads to the host's own port once it listens. */
const door = createServer((socket) => {
  const inside = connect(lab.hosts[0]?.port ?? 0, '127.0.0.1');
  for (const one of [socket, inside])
    one.on('error', () => {}).on('close', () => [socket, inside].map((x) => x.destroy()));
  socket.pipe(inside).pipe(socket);
});

async function listen(port: number): Promise<number> {
  door.listen(port, '127.0.0.1');
  await once(door, 'listening');
  return (door.address() as AddressInfo).port;
}

async function shut(): Promise<void> {
  door.close();
  await once(door, 'close');
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gorun-wait-for-connection-'));
  lab = await labUp({ instance, hosts: 1, project: folder, fresh: true });
  front = await listen(0);
  await shut();
  const known = await readFile(lab.knownHosts, 'utf8');
  await writeFile(join(folder, 'known_hosts'), known.replaceAll(`]:${lab.hosts[0]?.port} `, `]:${front} `));
  const vars = `ansible_port=${front} ansible_host=127.0.0.1 ansible_connection=ssh ansible_user=Administrator`;
  const files = `ansible_ssh_private_key_file=${lab.privateKey} gorun_ssh_known_hosts_file=${folder}/known_hosts`;
  await writeFile(join(folder, 'hosts.ini'), `win1 ${vars} ${files} gorun_platform=windows\n`);
  await writeFile(
    join(folder, 'play.yml'),
    `- hosts: all
  tasks:
    - wait_for_connection: {timeout: "{{ patience }}", sleep: 0.2}
    - ping: {data: here}
`,
  );
});

afterAll(async () => {
  if (door.listening) await shut();
  await labDown({ instance, remove: true });
  await rm(folder, { recursive: true, force: true });
});

const words = (patience: number) => [
  'playbook',
  'play.yml',
  '-i',
  'hosts.ini',
  '--output',
  'json',
  '-e',
  `{"patience":${patience}}`,
];

test('a host that is not there yet is waited for, and then worked on', async () => {
  const typed = startGorun(folder, words(60));
  await typed.told('host.task.started');
  await setTimeout(1500);
  await listen(front);
  const ended = await typed.ended;
  expect(ended.err).toBe('');
  const [waited, pinged] = resultsOf(ended, 'win1');
  expect(waited).toMatchObject({ status: 'ok' });
  expect(waited?.result.tries).toBeGreaterThan(1);
  expect(pinged).toMatchObject({ status: 'ok', result: { ping: 'here' } });
  expect(ended.code).toBe(0);
  await shut();
});

test('a host that does not come is a failed one, and the cause is told', async () => {
  const ended = await gorun(folder, ...words(1));
  const [waited] = resultsOf(ended, 'win1');
  expect(waited).toMatchObject({
    status: 'failed',
    message: expect.stringMatching(/^win1 does not answer after 1 s \(\d+ tries\): .*refuses the connection/),
  });
});
