import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Lab, labDown, labUp } from '../../lab/index.ts';
import { exitCodes } from '../../src/errors/exit-codes.ts';
import { ownInstance } from '../lab-instance.ts';
import { gorun, resultsOf, startGorun, type Typed } from './typed-gorun.ts';

const instance = ownInstance('odd');

/** Hosts on which everything works, whatever is odd about them. */
const odd = [
  'noisy',
  'login-fish',
  'login-csh',
  'sh-busybox',
  'sh-ksh',
  'sh-bash',
  'noexec-tmp',
  'no-curl',
  'clock-1970',
];

/** Hosts that cannot be worked with to the end: the task that says so, with which code, and what of it is said. */
const lacking: readonly (readonly [
  fault: string,
  task: string,
  code: string,
  message: RegExp,
  fix: RegExp,
])[] = [
  ['no-sh', '', 'connection/no-worker', /account may not log in/, /login shell/],
  ['read-only', 'Write', 'module/refused', /^\/etc cannot be written .* read-only/, /become/],
  ['full-disk', 'Fetch', 'module/refused', /MB free; .* MB are needed/, /Make room/],
  ['no-tar', 'Install', 'module/refused', /has no tar/, /Install/],
];

/** Hosts where root is not to be had, and what is said of that. */
const guarded: readonly (readonly [fault: string, message: RegExp, fix: RegExp])[] = [
  ['sudo-password', /sudo needs a password/, /ask-become-pass/],
  ['sudo-tty', /sudo wants a terminal/, /requiretty/],
  ['no-sudo', /sudo is not on the host/, /become_method/],
];

/** Hosts with ever more memory, of which none has enough: what fails first, and with which code. */
const poor: readonly (readonly [fault: string, what: string, code: string, message: RegExp])[] = [
  ['low-memory:2000000', 'a shell', 'connection/no-worker', /no memory or processes left/],
  ['low-memory:3200000', 'the lock', 'worker/no-state', /failed to map segment/],
  ['sh-bash+low-memory:6000000', 'a step', 'worker/unsettled', /cannot allocate/],
];

/** A host whose disk is soon full. */
const brimful = 'full-disk:300000';

const faults = [
  odd,
  [brimful],
  ...[lacking, guarded, poor].map((hosts) => hosts.map(([fault]) => fault)),
].flat();
const hostOf = (fault: string) => `linux${faults.indexOf(fault) + 1}`;

let folder: string;
let lab: Lab;

const text = 'ü \'x\' "y" $z `id`\n';
const playbook = [
  {
    hosts: 'linux',
    tasks: [
      { name: 'Look', go_version_fact: null },
      { name: 'Write', copy: { content: '{{ text }}', dest: '/etc/made here', mode: '0600' } },
      {
        name: 'Run',
        command: { argv: ['sh', '-c', 'printf %s "$1"; echo "said" >&2', 'sh', '{{ text }}'] },
        register: 'ran',
      },
      { name: 'Fetch', fetch_file: { version: '1.21.13', index: '{{ go_index }}' } },
      { name: 'Install', go_archive: { version: '1.21.13' } },
      { name: 'Said', assert: { that: ['ran.stdout == text', 'ran.stderr.startsWith("said")'] } },
    ],
  },
];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gorun-odd-'));
  const ordered = Object.fromEntries(faults.map((fault) => [hostOf(fault), fault]));
  lab = await labUp({ instance, linux: faults.length, linuxSlim: true, project: folder, faults: ordered });
  await writeFile(join(folder, 'odd.yml'), JSON.stringify(playbook));
});

afterAll(async () => {
  await labDown({ instance, remove: true });
  await rm(folder, { recursive: true, force: true });
});

const run = (name: string, limit: readonly string[], ...words: readonly string[]): Promise<Typed> =>
  gorun(
    folder,
    'playbook',
    name,
    '-i',
    lab.inventoryPath,
    '--output',
    'json',
    '--limit',
    limit.map(hostOf).join(','),
    '-e',
    JSON.stringify({ text }),
    ...words,
  );

/** Why the host was given up. */
const failureOf = (run: Typed, fault: string) =>
  resultsOf(run, hostOf(fault)).find(({ status }) => status === 'failed' || status === 'unreachable')
    ?.failure;

const rootOf = (fault: string): string => lab.linux.find(({ name }) => name === hostOf(fault))?.root ?? '';

describe('odd hosts are hosts like others', () => {
  let first: Typed;
  let second: Typed;

  beforeAll(async () => {
    first = await run('odd.yml', odd);
    second = await run('odd.yml', odd, '--skip-tags', 'never');
  });

  test('nothing fails on any of them', () => {
    const failed = odd
      .flatMap((fault) => resultsOf(first, hostOf(fault)))
      .filter(({ status }) => status === 'failed');
    expect(failed).toEqual([]);
    expect(first.err).toBe('');
    expect(first.code).toBe(exitCodes.success.code);
  });

  test.each(odd)('%s: what was to be there is there, and a second run finds it so', async (fault) => {
    expect(await readFile(join(rootOf(fault), 'etc/made here'), 'utf8')).toBe(text);
    expect(await readFile(join(rootOf(fault), 'usr/local/go/VERSION'), 'utf8')).toMatch(/^go1\.21\.13$/m);
    const again = resultsOf(second, hostOf(fault));
    // The command acts every time.
    expect(again.map(({ status }) => status)).toEqual(['ok', 'ok', 'changed', 'ok', 'ok', 'ok']);
  });
});

describe('a host that lacks something', () => {
  let told: Typed;

  beforeAll(async () => {
    told = await run(
      'odd.yml',
      lacking.map(([fault]) => fault),
    );
  });

  test.each(lacking)('%s', (fault, task, code, message, fix) => {
    const host = hostOf(fault);
    const failed = told.events.find(
      (event) =>
        event.type === 'host.task.finished' &&
        event.host === host &&
        event.result.status === (task === '' ? 'unreachable' : 'failed'),
    );
    expect(failed).toMatchObject(task === '' ? {} : { task: { name: task } });
    expect(failureOf(told, fault)).toMatchObject({
      code,
      message: expect.stringMatching(message),
      fix: expect.stringMatching(fix),
    });
  });
});

test('check mode says that a read-only host takes no change, of tasks too that look at no file', async () => {
  const tasks = [
    { name: 'Look', go_version_fact: null },
    { name: 'Run', command: { argv: ['true'] } },
  ];
  await writeFile(join(folder, 'command.yml'), JSON.stringify([{ hosts: 'linux', tasks }]));
  for (const words of [['--check'], []]) {
    const told = await run('command.yml', ['read-only'], ...words);
    expect(resultsOf(told, hostOf('read-only'))).toMatchObject([
      { status: 'ok' },
      { status: 'failed', failure: { code: 'worker/no-state', fix: expect.stringMatching(/write there/) } },
    ]);
  }
});

describe('a host without memory', () => {
  let told: Typed;

  beforeAll(async () => {
    told = await run(
      'odd.yml',
      poor.map(([fault]) => fault),
    );
  });

  test.each(poor)('%s: there is none for %s', (fault, _, code, message) => {
    expect(failureOf(told, fault)).toMatchObject({
      code,
      message: expect.stringMatching(message),
      fix: expect.stringMatching(/^Free memory on the host/),
    });
  });
});

test('where the disk fills on the way, lost output is told, no step begins without a receipt, and all is taken back', async () => {
  const filling = [
    {
      hosts: 'linux',
      tasks: [
        {
          block: [
            {
              name: 'Fill',
              shell: {
                cmd: 'head -c 9000000 /dev/zero >/var/filled; echo done',
                undo: 'rm /var/filled && echo >/etc/undone',
              },
            },
            { name: 'Go on', copy: { content: 'x', dest: '/etc/never' } },
          ],
          rescue: [{ rollback: null }],
        },
      ],
    },
  ];
  await writeFile(join(folder, 'filling.yml'), JSON.stringify(filling));
  const told = await run('filling.yml', [brimful]);
  expect(told.code).toBe(exitCodes.rolledBack.code);
  expect(existsSync(join(rootOf(brimful), 'etc/undone'))).toBe(true);
  expect(resultsOf(told, hostOf(brimful)).slice(0, 2)).toMatchObject([
    { status: 'changed', result: { truncated: true } },
    {
      failure: {
        code: 'module/apply-failed',
        message: expect.stringMatching(/^the receipt .* cannot be written$/),
        fix: 'Look for a full or read-only disk.',
      },
    },
  ]);
});

describe('a host that says too much, or too late', () => {
  test('a gigabyte of output leaves the controller small, and is told as cut short', async () => {
    const loud = [
      {
        hosts: 'linux',
        tasks: [
          { name: 'Talk', shell: { cmd: 'yes "what nobody wants to read" | head -c 1000000000' } },
          { name: 'Be looked at', wait_for: { path: '/root/looked at', timeout: 60 } },
        ],
      },
    ];
    await writeFile(join(folder, 'loud.yml'), JSON.stringify(loud));
    const words = ['playbook', 'loud.yml', '-i', lab.inventoryPath, '--output', 'json'];
    const typing = startGorun(folder, [...words, '--limit', hostOf('sh-ksh')]);
    await typing.told('host.task.finished');
    const status = await readFile(`/proc/${typing.process.pid}/status`, 'utf8');
    await writeFile(join(rootOf('sh-ksh'), 'root/looked at'), '');
    const ended = await typing.ended;
    expect(ended.code).toBe(exitCodes.success.code);
    expect(resultsOf(ended, hostOf('sh-ksh'))[0]?.result).toMatchObject({ truncated: true });
    // A fifth of what was said; no more than a MiB of it came here.
    expect(Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1])).toBeLessThan(200_000);
  });

  test('what would answer after the time limit is ended; the next task finds the host as ever', async () => {
    const late = [
      {
        hosts: 'linux',
        tasks: [
          {
            name: 'Be late',
            shell: { cmd: 'echo begun; sleep 30; touch /root/late' },
            timeout: 1,
            ignore_errors: true,
          },
          { name: 'Be in time', command: { argv: ['echo', 'here'] } },
        ],
      },
    ];
    await writeFile(join(folder, 'late.yml'), JSON.stringify(late));
    const told = await run('late.yml', odd);
    expect(told.code).toBe(exitCodes.success.code);
    for (const fault of odd)
      expect(resultsOf(told, hostOf(fault))).toMatchObject([
        { failure: { code: 'module/timeout', message: expect.stringContaining('1 s') } },
        { status: 'changed', result: { stdout: 'here\n' } },
      ]);
  });
});

describe('a host where the account may not become root', () => {
  let told: Typed;

  beforeAll(async () => {
    const become = [{ hosts: 'linux', become: true, tasks: [{ name: 'As root', ping: null }] }];
    await writeFile(join(folder, 'become.yml'), JSON.stringify(become));
    told = await run(
      'become.yml',
      guarded.map(([fault]) => fault),
      '-e',
      'ansible_user=deploy',
    );
  });

  test.each(guarded)('%s', (fault, message, fix) => {
    expect(resultsOf(told, hostOf(fault))[0]?.failure).toMatchObject({
      code: 'connection/become',
      message: expect.stringMatching(message),
      fix: expect.stringMatching(fix),
    });
  });

  test('with the password it may, and the password is nowhere to be seen', async () => {
    const words = ['-e', 'ansible_user=deploy', '-e', 'ansible_become_password=deploy-secret-1'];
    const good = await run('become.yml', ['sudo-password'], ...words);
    expect(good.code).toBe(exitCodes.success.code);
    const bad = await run(
      'become.yml',
      ['sudo-password'],
      '-e',
      'ansible_user=deploy',
      '-e',
      'ansible_become_password=wrong-one',
    );
    expect(resultsOf(bad, hostOf('sudo-password'))[0]?.failure?.message).toMatch(
      /does not accept the password/,
    );
    for (const { out, err } of [good, bad]) expect(out + err).not.toMatch(/deploy-secret-1|wrong-one/);
  });
});
