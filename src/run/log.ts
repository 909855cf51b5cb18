import { join } from 'node:path';
import { type DestinationStream, pino } from 'pino';
import type { EventListener, RunEvent } from '../engine/events.ts';
import type { Redactor } from '../secrets/redactor.ts';
import { logFolders, pruneLogs, writableFolder } from './log-folder.ts';

/** The log of a run: one JSON object a line, the run id on each. */
export interface RunLog {
  readonly path: string;
  /** Where it lies. */
  readonly folder: string;
  /** Events come from the engine redacted already. */
  readonly listener: EventListener;
  /** A message of gorun itself; secrets are masked here. */
  say(message: string, more?: object): void;
  close(): Promise<void>;
}

/** Only of use to whoever hunts a defect. */
const onlyDebug: ReadonlySet<RunEvent['type']> = new Set([
  'host.task.started',
  'host.task.progress',
  'task.started',
  'task.finished',
]);

/** Opens the log of a run; undefined where no folder can be written, for that must not stop an upgrade. */
export async function openLog(options: {
  readonly run: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly debug: boolean;
  readonly secrets: Redactor;
}): Promise<RunLog | undefined> {
  const folder = await writableFolder(logFolders(options.cwd, options.env));
  if (folder === undefined) return undefined;
  await pruneLogs(folder);
  const path = join(folder, `${options.run}.log`);
  // Each line is written at once: those before a crash are the ones that somebody will want.
  const destination = pino.destination({ dest: path, sync: true, mode: 0o600 });
  const log = pinoOf(destination, options.run);
  return {
    path,
    folder,
    listener: (event) => {
      if (!options.debug && onlyDebug.has(event.type)) return;
      const { run: _, ...body } = event;
      log.info(body, event.type);
    },
    say: (message, more) => log.info(options.secrets.value(more ?? {}), options.secrets.text(message)),
    close: () =>
      new Promise((resolve) => {
        destination.once('close', resolve);
        destination.end();
      }),
  };
}

function pinoOf(destination: DestinationStream, run: string) {
  return pino(
    {
      base: { run },
      formatters: { level: (level) => ({ level }) },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    destination,
  );
}
