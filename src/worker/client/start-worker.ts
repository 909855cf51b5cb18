import type { Connection, RemoteProcess } from '../../connection/types.ts';
import type { Launch } from './launch.ts';
import { noWorker } from './no-worker.ts';
import { type ChannelSettings, WorkerChannel } from './worker-channel.ts';

/** Starts a worker and waits for its hello. Throws `connection/no-worker`, or what starting a process throws. */
export async function startWorker(
  connection: Connection,
  launch: Launch,
  settings: ChannelSettings,
  signal?: AbortSignal,
): Promise<WorkerChannel> {
  const process = await startProcess(connection, launch, settings, signal);
  const channel = new WorkerChannel(process, settings);
  void connection.closed.then(() => channel.kill('ended', 'the connection was closed'));
  let waited: number | undefined;
  const giveUp = () => {
    if (!signal?.aborted) waited = settings.helloTimeout / 1000;
    channel.kill();
  };
  const timer = setTimeout(giveUp, settings.helloTimeout);
  signal?.addEventListener('abort', giveUp, { once: true });
  try {
    channel.introduce(launch.source);
    await channel.hello;
    return channel;
  } catch {
    signal?.throwIfAborted();
    const exitCode = waited === undefined ? await soon(process.exited) : undefined;
    const seen = { exitCode, waited, stderr: process.stderrTail(), noise: channel.noise };
    throw noWorker({ host: settings.host, engine: launch.engine, ...seen });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  }
}

/** A connection that died unnoticed answers nothing: asking it for a process has the same limit as the hello. */
async function startProcess(
  connection: Connection,
  launch: Launch,
  { host, helloTimeout }: ChannelSettings,
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
