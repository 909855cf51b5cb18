import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KeptFleet, lives, until } from './kept-fleet.ts';
import { recapOf, resultsOf, type Typed } from './typed-gorun.ts';

let fleet: KeptFleet;

beforeEach(async () => {
  fleet = await KeptFleet.start();
  fleet.write('same', 'same\n');
  fleet.playbook('look.yml', [{ copy: { dest: fleet.at('same'), content: 'same\n' } }]);
  fleet.playbook('change.yml', [{ copy: { dest: fleet.at('target'), content: '{{ word }}\n' } }]);
});
afterEach(() => fleet.remove());

/** A step that tells when it has begun, and takes its time. */
function slowly(seconds: number): object {
  const [begun, done] = [fleet.at('begun'), fleet.at('done')];
  return {
    shell: { cmd: 'echo $$ >>"$1"; sleep "$3"; echo done >>"$2"', args: [begun, done, String(seconds)] },
  };
}

const stats = (run: Typed) => recapOf(run).h1?.stats;
const warnings = (run: Typed) =>
  run.events.flatMap((event) => (event.type === 'run.warning' ? [event.message] : []));

describe('a run with --persist', () => {
  it('takes the connection and the worker of the one before it: one request, no login', async () => {
    expect((await fleet.run('look.yml', '--persist')).code).toBe(0);
    const served = fleet.server.sessionPids();
    const second = await fleet.run('look.yml', '--persist');
    expect(second.code).toBe(0);
    expect(stats(second)).toMatchObject({ roundTrips: 1, reconnects: 0 });
    expect(fleet.server.sessionPids()).toEqual(served);
    expect(fleet.logins).toBe(1);
    expect(await fleet.kept()).toMatchObject([{ name: 'h1', state: 'idle' }]);
  });

  it('sends no source to a worker that has it', async () => {
    const first = await fleet.run('look.yml', '--persist');
    const second = await fleet.run('look.yml', '--persist');
    expect(stats(second)?.bytesSent).toBeLessThan((stats(first)?.bytesSent ?? 0) / 4);
  });

  it('is left alone by a run without it', async () => {
    await fleet.run('look.yml', '--persist');
    const served = fleet.server.sessionPids();
    expect((await fleet.run('look.yml')).code).toBe(0);
    await until(() => fleet.logins === 2);
    await until(() => fleet.server.sessionPids().length === 1);
    expect(fleet.server.sessionPids()).toEqual(served);
  });

  it('gives the lock back, and leaves a login from after its change', async () => {
    expect((await fleet.run('change.yml', '--persist', '-e', 'word=one')).code).toBe(0);
    expect(existsSync(fleet.at('state/lock'))).toBe(false);
    await until(() => fleet.logins === 2);
    await until(async () => (await fleet.kept()).length === 1);
    const second = await fleet.run('change.yml', '--persist', '-e', 'word=one');
    expect(resultsOf(second, 'h1')).toMatchObject([{ status: 'ok' }]);
    expect(stats(second)).toMatchObject({ roundTrips: 1, reconnects: 0 });
    expect(fleet.logins).toBe(2);
  });

  it('takes no connection that was made with another key', async () => {
    await fleet.run('look.yml', '--persist');
    await fleet.run('look.yml', '--persist', ...fleet.otherKey);
    await until(() => fleet.logins === 2);
    expect(await fleet.kept()).toHaveLength(2);
  });

  it('takes no worker of another account on the host', async () => {
    await fleet.run('look.yml', '--persist');
    const asNobody = ['--persist', '--become', '--become-user', 'nobody'];
    expect((await fleet.run('look.yml', ...asNobody)).code).toBe(0);
    const second = await fleet.run('look.yml', ...asNobody);
    expect(stats(second)).toMatchObject({ roundTrips: 1, reconnects: 0 });
    expect(fleet.logins).toBe(2);
    expect((await fleet.kept()).map(({ to }) => to.split(', ')[1])).toEqual([undefined, 'sudo nobody']);
  });

  it('moves files there and back through the keeper, whole, and readable as the umask says', async () => {
    const bytes = randomBytes(3_000_000);
    writeFileSync(fleet.at('there'), bytes);
    fleet.playbook('files.yml', [
      { copy: { src: fleet.at('there'), dest: fleet.at('on-host') } },
      { fetch: { src: fleet.at('on-host'), dest: `${fleet.at('back')}`, flat: true } },
    ]);
    const run = await fleet.run('files.yml', '--persist');
    expect(run.code).toBe(0);
    expect(readFileSync(fleet.at('on-host')).equals(bytes)).toBe(true);
    expect(readFileSync(fleet.at('back')).equals(bytes)).toBe(true);
    expect(statSync(fleet.at('back')).mode & 0o777).toBe(0o666 & ~process.umask());
    await until(() => fleet.server.log.some((line) => line.includes("subsystem 'sftp'")));
  });

  it('connects anew, without a word, when the kept connection has died', async () => {
    await fleet.run('look.yml', '--persist');
    for (const pid of fleet.server.sessionPids()) process.kill(pid, 'SIGKILL');
    const second = await fleet.run('look.yml', '--persist');
    expect(second.code).toBe(0);
    expect(warnings(second)).toEqual([]);
    expect(resultsOf(second, 'h1')).toMatchObject([{ status: 'ok' }]);
  });

  it('ends what it kept when its time is over, and the keeper with it', async () => {
    await fleet.run('look.yml', '--persist=2s');
    const keeper = await fleet.keeper();
    await until(() => fleet.server.sessionPids().length === 0);
    await until(() => !lives(keeper));
    expect(fleet.files()).toEqual([]);
  });

  it('says what is kept, and ends it on demand', async () => {
    expect(await fleet.stop()).toBe('nothing is kept\n');
    await fleet.run('look.yml', '--persist');
    const keeper = await fleet.keeper();
    expect(await fleet.stop()).toBe('ended 1 connection\n');
    await until(() => !lives(keeper));
    await until(() => fleet.server.sessionPids().length === 0);
  });

  it('ends a step that is cancelled with all that it started', async () => {
    fleet.playbook('slow.yml', [slowly(300)]);
    const run = fleet.begin('slow.yml', '--persist');
    await until(() => existsSync(fleet.at('begun')) && fleet.read('begun') !== '');
    run.process.kill('SIGINT');
    await run.told('run.interrupted');
    run.process.kill('SIGINT');
    await run.ended;
    await until(() => !lives(Number(fleet.read('begun'))));
    expect(existsSync(fleet.at('done'))).toBe(false);
  });
});

describe('two runs at once', () => {
  it('start one keeper between them, and each has a connection of its own', async () => {
    const runs = await Promise.all([1, 2, 3].map(() => fleet.run('look.yml', '--persist')));
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(runs.flatMap(warnings)).toEqual([]);
    expect(fleet.sockets()).toHaveLength(1);
    // Of a kind one is kept.
    await until(async () => (await fleet.kept()).length === 1);
  });

  it('do not both change a host: the lock says who is there', async () => {
    fleet.playbook('slow.yml', [slowly(3)]);
    const first = fleet.begin('slow.yml', '--persist');
    await until(() => existsSync(fleet.at('begun')));
    const second = await fleet.run('change.yml', '--persist', '-e', 'word=two');
    expect(resultsOf(second, 'h1')).toMatchObject([
      { status: 'failed', failure: { code: 'worker/lock-held' } },
    ]);
    expect((await first.ended).code).toBe(0);
    expect(fleet.read('done')).toBe('done\n');
  });
});

describe('a run that is killed', () => {
  it('lets its step end, and keeps the lock as long as without --persist, with nobody to renew it', async () => {
    fleet.playbook('slow.yml', [slowly(2)]);
    const run = fleet.begin('slow.yml', '--persist');
    await until(() => existsSync(fleet.at('begun')));
    run.process.kill('SIGKILL');
    await until(() => existsSync(fleet.at('done')));
    const worker = Number(fleet.read('state/lock').split('\n')[4]);
    await until(() => !lives(worker));
    expect(await fleet.kept()).toEqual([]);
    const next = await fleet.run('change.yml', '--persist', '-e', 'word=two');
    expect(resultsOf(next, 'h1')).toMatchObject([{ failure: { code: 'worker/lock-held' } }]);
    const stolen = await fleet.run('change.yml', '--persist', '--steal-lock', '-e', 'word=two');
    expect(stolen.code).toBe(0);
  });
});

describe('a keeper that is killed', () => {
  it('in the middle of a step: the step is settled by its receipt, and the run goes on without it', async () => {
    fleet.playbook('slow.yml', [slowly(2), { copy: { dest: fleet.at('target'), content: 'behind\n' } }]);
    await fleet.run('look.yml', '--persist');
    const keeper = await fleet.keeper();
    const run = fleet.begin('slow.yml', '--persist');
    await until(() => existsSync(fleet.at('begun')));
    process.kill(keeper, 'SIGKILL');
    const ended = await run.ended;
    expect(ended.code).toBe(0);
    expect(resultsOf(ended, 'h1').map(({ status }) => status)).toEqual(['changed', 'changed']);
    expect(fleet.read('begun').trim().split('\n')).toHaveLength(1);
    expect(fleet.read('done')).toBe('done\n');
    expect(fleet.read('target')).toBe('behind\n');
    expect(warnings(ended)).toEqual([expect.stringContaining('the run goes on without it')]);
  });

  it('or hangs: the run waits ten seconds for it, and goes on without it', async () => {
    await fleet.run('look.yml', '--persist');
    const keeper = await fleet.keeper();
    process.kill(keeper, 'SIGSTOP');
    const second = await fleet.run('look.yml', '--persist');
    process.kill(keeper, 'SIGKILL');
    expect(second.code).toBe(0);
    expect(warnings(second)).toEqual([expect.stringContaining('the run goes on without it')]);
  });

  it('between two runs: the next one starts another', async () => {
    await fleet.run('look.yml', '--persist');
    const keeper = await fleet.keeper();
    process.kill(keeper, 'SIGKILL');
    await until(() => !lives(keeper));
    const second = await fleet.run('look.yml', '--persist');
    expect(second.code).toBe(0);
    expect(warnings(second)).toEqual([]);
    expect(await fleet.keeper()).not.toBe(keeper);
  });
});

describe('the keeper', () => {
  it('listens where nobody else may go', async () => {
    await fleet.run('look.yml', '--persist');
    expect(statSync(fleet.at('runtime/gorun')).mode & 0o777).toBe(0o700);
    for (const path of fleet.files()) expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('has a session of its own, and nothing of the run in its environment, arguments and files', async () => {
    const run = await fleet.run('look.yml', '--persist', ...fleet.otherKey);
    expect(run.code).toBe(0);
    const keeper = await fleet.keeper();
    for (const path of fleet.files().filter((name) => name.endsWith('.log')))
      expect(readFileSync(path, 'utf8')).toBe('');
    const of = (name: string) => readFileSync(`/proc/${keeper}/${name}`, 'utf8').split('\0').filter(Boolean);
    expect(of('environ').map((line) => line.split('=')[0])).toEqual(['HOME', 'PATH', 'NODE_NO_WARNINGS']);
    expect(of('cmdline')).toEqual([
      process.execPath,
      expect.stringMatching(/keeper\/main\.ts$/),
      ...fleet.sockets(),
    ]);
    const session = readFileSync(`/proc/${keeper}/stat`, 'utf8').split(') ')[1]?.split(' ')[3];
    expect(Number(session)).toBe(keeper);
  });

  it('is done without, with one warning, where its folder is open to others', async () => {
    for (const name of ['runtime/gorun', 'cache/gorun/run']) {
      mkdirSync(fleet.at(name), { recursive: true });
      chmodSync(fleet.at(name), 0o777);
    }
    const run = await fleet.run('look.yml', '--persist');
    expect(run.code).toBe(0);
    expect(warnings(run)).toEqual([expect.stringContaining('others may enter it')]);
    for (const name of ['runtime/gorun', 'cache/gorun/run']) rmSync(fleet.at(name), { recursive: true });
  });
});
