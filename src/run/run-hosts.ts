import { readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostRecap, Recap } from '../engine/events.ts';
import { GorunError } from '../errors/gorun-error.ts';
import { didYouMean } from '../errors/suggest.ts';
import { isJsonObject, type Json } from '../json.ts';

type Standing = HostRecap['standing'];

/** What a run left behind for the next one: where each of its hosts stands. It lies beside the log as RUN.hosts.json. */
export interface RunHosts {
  readonly run: string;
  /** As it was named; `command line` for ad-hoc commands. */
  readonly playbook: string;
  readonly check: boolean;
  readonly hosts: Readonly<Record<string, Standing>>;
}

/** The words before the colon of `--limit @WORD:RUN`, and the standings that each chooses. */
export const resumeWords = {
  failed: ['failed', 'unreachable', 'rolled-back', 'interrupted', 'not-started'],
  unreachable: ['unreachable'],
  'rolled-back': ['rolled-back'],
  interrupted: ['interrupted'],
  'not-started': ['not-started'],
} as const satisfies Readonly<Record<string, readonly Standing[]>>;

const fileName = /^(?<run>\d{8}-\d{6}-[0-9a-f]{4})\.hosts\.json$/;

/** Writes it whole or not at all: a crash in the middle must not leave half a list of hosts. */
export async function writeRunHosts(
  folder: string,
  about: Omit<RunHosts, 'hosts'>,
  recap: Recap,
): Promise<void> {
  const hosts = Object.fromEntries(recap.hosts.map(({ host, standing }) => [host, standing]));
  const path = join(folder, `${about.run}.hosts.json`);
  await writeFile(`${path}.new`, `${JSON.stringify({ ...about, hosts })}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
}

/** Where runs are looked for, and for which playbook `last` is asked. */
export interface RunHostsPlace {
  /** Folders with logs, the first choice first. */
  readonly folders: readonly string[];
  /** The last run of this playbook; missing: of any. Runs in check mode and ad-hoc commands are never the last one. */
  readonly playbook?: string;
}

/**
 * Hosts of `failed:RUN`, `unreachable:last` …; undefined where the word is none of these (a file, then).
 * @throws GorunError `run/unknown` for a run that left no list, `inventory/unknown-pattern` where it left no such host
 */
export async function hostsOfRun(word: string, place: RunHostsPlace): Promise<readonly string[] | undefined> {
  const [, kind = '', asked = ''] = /^([a-z-]+):(.+)$/s.exec(word) ?? [];
  if (!isResumeWord(kind)) return undefined;
  const found = asked === 'last' ? await lastRun(place) : await readRun(asked, place.folders);
  if (found === undefined) throw await unknownRun(asked, place);
  const wanted: readonly Standing[] = resumeWords[kind];
  const names = Object.entries(found.hosts).flatMap(([host, standing]) =>
    wanted.includes(standing) ? [host] : [],
  );
  if (names.length > 0) return names;
  throw new GorunError('inventory/unknown-pattern', {
    message: `@${word} names no host: run ${found.run} left none that is ${wanted.join(', ').replaceAll('-', ' ')}.`,
    fix: 'There is nothing to resume; leave --limit out to run on all hosts.',
  });
}

function isResumeWord(word: string): word is keyof typeof resumeWords {
  return Object.hasOwn(resumeWords, word);
}

/** The newest real run of the playbook. */
async function lastRun({ folders, playbook }: RunHostsPlace): Promise<RunHosts | undefined> {
  for (const run of (await knownRuns(folders)).toReversed()) {
    const found = await readRun(run, folders);
    if (found === undefined || found.check || found.playbook === adHoc) continue;
    if (playbook === undefined || found.playbook === playbook) return found;
  }
  return undefined;
}

/** The playbook's name of ad-hoc commands. */
export const adHoc = 'command line';

async function readRun(run: string, folders: readonly string[]): Promise<RunHosts | undefined> {
  // What was typed never becomes a path.
  if (!fileName.test(`${run}.hosts.json`)) return undefined;
  for (const folder of folders) {
    const text = await readFile(join(folder, `${run}.hosts.json`), 'utf8').catch(() => undefined);
    const found = text === undefined ? undefined : parsed(text);
    if (found !== undefined) return found;
  }
  return undefined;
}

function parsed(text: string): RunHosts | undefined {
  try {
    const value: Json = JSON.parse(text);
    if (!isJsonObject(value) || !isJsonObject(value.hosts)) return undefined;
    const { run, playbook, check } = value;
    if (typeof run !== 'string' || typeof playbook !== 'string' || typeof check !== 'boolean')
      return undefined;
    const hosts = Object.entries(value.hosts).filter((entry): entry is [string, Standing] =>
      isStanding(entry[1]),
    );
    return { run, playbook, check, hosts: Object.fromEntries(hosts) };
  } catch {
    return undefined;
  }
}

function isStanding(value: Json | undefined): value is Standing {
  return value === 'done' || resumeWords.failed.some((standing) => standing === value);
}

/** By the time of their end: the ids of two runs that began in one second say nothing about their order. */
async function knownRuns(folders: readonly string[]): Promise<string[]> {
  const found = await Promise.all(folders.map(runsIn));
  return found
    .flat()
    .sort((a, b) => a.ended - b.ended)
    .map(({ run }) => run);
}

async function runsIn(folder: string): Promise<{ readonly run: string; readonly ended: number }[]> {
  const names = await readdir(folder).catch((): string[] => []);
  const found = await Promise.all(
    names.map(async (name) => {
      const run = fileName.exec(name)?.groups?.run;
      const file = run === undefined ? undefined : await stat(join(folder, name)).catch(() => undefined);
      return run === undefined || file === undefined ? [] : [{ run, ended: file.mtimeMs }];
    }),
  );
  return found.flat();
}

async function unknownRun(asked: string, { folders, playbook }: RunHostsPlace): Promise<GorunError> {
  const runs = await knownRuns(folders);
  const of = playbook === undefined ? '' : ` of ${playbook}`;
  const message =
    asked === 'last'
      ? `There is no earlier run${of} to resume.`
      : `There is no run ${asked} to resume, or it did not come to its end.${didYouMean(asked, runs)}`;
  return new GorunError('run/unknown', {
    message,
    fix: `Looked for RUN.hosts.json in ${folders.join(', ')}. Runs in check mode are found by their id only.`,
  });
}
