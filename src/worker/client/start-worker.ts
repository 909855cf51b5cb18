import { becomeError } from '../../connection/become/become-error.ts';
import type { Connection, RemoteProcess } from '../../connection/types.ts';
import type { Json } from '../../json.ts';
import type { CallOutcome, HostCall } from '../session.ts';
import type { Launch } from './launch.ts';
import { noWorker } from './no-worker.ts';
import { type ChannelSettings, WorkerChannel } from './worker-channel.ts';
import { memoryOf } from './worker-memory.ts';

/** What a channel is to know, but for what the launch says. */
export type StartSettings = Omit<ChannelSettings, 'dialect' | 'askBeside' | 'memory'>;

/**
 * Starts a worker, or takes the one that was left on the connection. It can be asked at once: requests travel behind its source. `channel.ready` tells whether
 * it came to life, and is rejected with `connection/no-worker` (or `connection/become`) where it did not. Throws what starting a process throws.
 */
export async function startWorker(
  connection: Connection,
  launch: Launch,
  settings: StartSettings,
  signal?: AbortSignal,
): Promise<WorkerChannel> {
  const left = connection.kept?.takeWorker();
  const process = left?.process ?? (await startProcess(connection, launch, settings, signal));
  const channel = new WorkerChannel(process, {
    ...settings,
    memory: left && memoryOf(left.memory),
    dialect: launch.dialect,
    askBeside: (call) => askBeside(connection, launch, settings, call),
  });
  void connection.closed.then(() => channel.kill('ended', 'the connection was closed'));
  channel.ready = comesToLife(channel, process, connection, launch, settings, signal);
  // Who asks it hears of a failure as well; nobody may have asked yet.
  channel.ready.catch(() => {});
  if (left === undefined) channel.introduce(launch.source);
  return channel;
}

async function comesToLife(
  channel: WorkerChannel,
  process: RemoteProcess,
  connection: Connection,
  launch: Launch,
  settings: StartSettings,
  signal: AbortSignal | undefined,
): Promise<void> {
  let waited: number | undefined;
  const giveUp = () => {
    if (!signal?.aborted) waited = settings.helloTimeout / 1000;
    channel.kill();
  };
  const timer = setTimeout(giveUp, settings.helloTimeout);
  signal?.addEventListener('abort', giveUp, { once: true });
  try {
    await channel.hello;
  } catch {
    signal?.throwIfAborted();
    const exitCode = waited === undefined ? await soon(process.exited) : undefined;
    const seen = { exitCode, waited, stderr: process.stderrTail(), noise: channel.noise };
    const failed = noWorker({ host: settings.host, engine: launch.engine, ...seen });
    const { become } = connection;
    if (become === undefined) throw failed;
    throw becomeError(settings.host, become, `${seen.noise}\n${seen.stderr}`, 'no worker could be started');
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  }
}

/** Has a worker of its own carry out one call, on the same connection. */
async function askBeside(
  connection: Connection,
  launch: Launch,
  settings: StartSettings,
  call: HostCall,
): Promise<Json | undefined> {
  const channel = await startWorker(connection, launch, settings);
  let value: Json | undefined;
  const outcome = (_n: number, came: CallOutcome) => {
    if (came.ok) value = came.value;
  };
  try {
    await channel.request([call], { outcome, progress: () => {} }).done;
    return value;
  } finally {
    channel.kill();
  }
}

/** A connection that died unnoticed answers nothing: asking it for a process has the same limit as the hello. */
async function startProcess(
  connection: Connection,
  launch: Launch,
  { host, helloTimeout }: StartSettings,
  signal: AbortSignal | undefined,
): Promise<RemoteProcess> {
  const limit = AbortSignal.timeout(helloTimeout);
  try {
    return await connection.start(
      launch.command,
      signal === undefined ? limit : AbortSignal.any([limit, signal]),
    );
  } catch (cause) {
    if (!limit.aborted || signal?.aborted) throw cause;
    const seen = { exitCode: undefined, waited: helloTimeout / 1000, stderr: '', noise: '' };
    throw noWorker({ host, engine: launch.engine, ...seen });
  }
}

/** A transport may close the output long before it tells how the process ended, or never tell. */
async function soon(exited: Promise<number | undefined>): Promise<number | undefined> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), 1000);
  try {
    return await Promise.race([exited, promise]);
  } finally {
    clearTimeout(timer);
  }
}
