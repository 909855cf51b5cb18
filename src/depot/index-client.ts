import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { GorunError } from '../errors/gorun-error.ts';
import { indexName } from './index-file.ts';
import { openUrl } from './open-url.ts';

// Only what is read of go.dev's index: its oldest files have no SHA-256, and new fields may come.
const Listed = Compile(
  Type.Array(
    Type.Object({
      version: Type.String(),
      files: Type.Array(Type.Object({ filename: Type.String(), os: Type.String(), arch: Type.String() })),
    }),
  ),
);
const Indexed = Type.Object({
  filename: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._+-]{0,199}$' }),
  os: Type.String({ pattern: '^[a-z0-9]{1,12}$' }),
  arch: Type.String({ pattern: '^[a-z0-9]{1,12}$' }),
  version: Type.String({ pattern: '^go' }),
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  size: Type.Integer({ minimum: 1 }),
  kind: Type.Union([Type.Literal('installer'), Type.Literal('archive')]),
});
const indexed = Compile(Indexed);
type Indexed = Static<typeof Indexed>;

/** A Windows installer of an index, and where it is had. */
export interface IndexedInstaller {
  readonly filename: string;
  /** Without `go` in front. */
  readonly version: string;
  readonly arch: string;
  /** Hex. */
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  /** Where a host can load it; null where the index is a folder. */
  readonly url: string | null;
  /** Where it lies on the controller; null where the index is a URL. */
  readonly file: string | null;
}

/** An archive (`.tar.gz`) of an index, and where it is had. */
export interface IndexedArchive extends IndexedInstaller {
  /** In Go's words, e.g. `linux`. */
  readonly os: string;
}

/** How an index is read. */
export interface IndexReading {
  readonly signal: AbortSignal;
  /** Relative folders start here. */
  readonly folder: string;
}

const seconds = 30;
const largest = 50_000_000;
const pauses = [100, 400];

/**
 * Reads the Windows installers of a version index: a depot's or go.dev's URL (`…/dl/?mode=json&include=all`), or a folder with
 * `index.json`. Throws GorunError `depot/unavailable`, `depot/bad-index`.
 */
export async function readInstallers(
  source: string,
  reading: IndexReading,
): Promise<readonly IndexedInstaller[]> {
  const files = await readIndex(source, reading);
  return files
    .filter(({ os, kind, filename }) => os === 'windows' && kind === 'installer' && filename.endsWith('.msi'))
    .map(({ os: _os, kind: _kind, ...file }) => file);
}

/**
 * Reads the archives of a version index, for POSIX hosts. Throws GorunError `depot/unavailable`, `depot/bad-index`.
 */
export async function readArchives(
  source: string,
  reading: IndexReading,
): Promise<readonly IndexedArchive[]> {
  const files = await readIndex(source, reading);
  return files
    .filter(({ kind, filename }) => kind === 'archive' && filename.endsWith('.tar.gz'))
    .map(({ kind: _kind, ...file }) => file);
}

/** The archives of one version. Throws GorunError `depot/unknown-version` which names the versions that there are. */
export function archivesOf(
  archives: readonly IndexedArchive[],
  version: string,
  source: string,
): readonly IndexedArchive[] {
  const wanted = version.replace(/^go/, '');
  const found = archives.filter((one) => one.version === wanted);
  if (found.length > 0) return found;
  const versions = [...new Set(archives.map((one) => one.version))];
  const has =
    versions.length === 0
      ? 'It has no archives at all.'
      : `It has ${versions.slice(0, 8).join(', ')}${versions.length > 8 ? ' and others' : ''}.`;
  throw new GorunError('depot/unknown-version', {
    message: `the index ${source} has no archive of Go ${wanted}. ${has}`,
  });
}

/** A file of an index with all that it says, and where it is had. */
interface IndexedFile extends IndexedArchive {
  readonly kind: Indexed['kind'];
}

async function readIndex(source: string, reading: IndexReading): Promise<readonly IndexedFile[]> {
  if (/^https?:\/\//i.test(source)) return readUrl(source, reading.signal);
  const folder = source.startsWith('file:') ? fileURLToPath(source) : resolve(reading.folder, source);
  const path = folder.endsWith('.json') ? folder : join(folder, indexName);
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new GorunError('depot/unavailable', { message: `${path} cannot be read`, cause });
  });
  return filesOf(text, path, (filename) => ({ url: null, file: join(path, '..', filename) }));
}

/** Finds one installer. Throws GorunError `depot/unknown-version` which names what there is instead. */
export function findInstaller(
  installers: readonly IndexedInstaller[],
  version: string,
  arch: string,
  source: string,
): IndexedInstaller {
  const wanted = version.replace(/^go/, '');
  const found = installers.find((one) => one.version === wanted && one.arch === arch);
  if (found !== undefined) return found;
  const archs = installers.filter((one) => one.version === wanted).map((one) => one.arch);
  const versions = installers.filter((one) => one.arch === arch).map((one) => one.version);
  const has =
    archs.length > 0
      ? `It has that version for ${archs.join(', ')}.`
      : versions.length > 0
        ? `For ${arch} it has ${versions.slice(0, 8).join(', ')}${versions.length > 8 ? ' and others' : ''}.`
        : 'It has no Windows installer for that processor.';
  throw new GorunError('depot/unknown-version', {
    message: `the index ${source} has no Windows installer of Go ${wanted} for ${arch}. ${has}`,
  });
}

async function readUrl(source: string, signal: AbortSignal): Promise<readonly IndexedFile[]> {
  const text = await fetchText(source, signal);
  return filesOf(text, source, (filename) => ({ url: new URL(filename, source).href, file: null }));
}

async function fetchText(source: string, signal: AbortSignal): Promise<string> {
  for (let attempt = 0; ; attempt++) {
    const patience = AbortSignal.timeout(seconds * 1_000);
    try {
      const { status, body } = await openUrl(source, AbortSignal.any([signal, patience]));
      if (status >= 200 && status < 300) return await bounded(body, source);
      body.destroy();
      if ((status < 500 && status !== 429) || attempt >= pauses.length)
        throw unavailable(source, `it answers ${status}`);
    } catch (cause) {
      if (cause instanceof GorunError || signal.aborted) throw cause;
      const why = patience.aborted ? `no answer within ${seconds} s` : reason(cause);
      if (attempt >= pauses.length) throw unavailable(source, why, cause);
    }
    await delay(pauses[attempt], undefined, { signal });
  }
}

async function bounded(body: AsyncIterable<Buffer>, source: string): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > largest)
      throw new GorunError('depot/bad-index', { message: `${source} is larger than ${largest / 1e6} MB` });
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

const unavailable = (source: string, why: string, cause?: unknown) =>
  new GorunError('depot/unavailable', {
    message: `the version index ${source} cannot be read: ${why}`,
    cause,
  });

function reason(error: unknown): string {
  // Of a name with several addresses each has failed for a reason of its own; the whole has none.
  const [first]: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
  return first instanceof Error ? first.message : String(first);
}

function filesOf(
  text: string,
  source: string,
  place: (filename: string) => Pick<IndexedInstaller, 'url' | 'file'>,
): readonly IndexedFile[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const seen = text.trim().slice(0, 60);
    throw new GorunError('depot/bad-index', {
      message: `${source} is not JSON but begins with: ${seen}`,
      cause,
    });
  }
  if (!Listed.Check(value)) {
    const [problem] = Listed.Errors(value);
    const where = `${problem?.instancePath ?? ''} ${problem?.message ?? ''}`.trim();
    throw new GorunError('depot/bad-index', { message: `${source} is not a version index: ${where}` });
  }
  return value
    .flatMap(({ files }): unknown[] => files)
    .filter((file): file is Indexed => indexed.Check(file))
    .map(({ filename, version, os, arch, sha256, size, kind }) => ({
      filename,
      version: version.replace(/^go/, ''),
      os,
      arch,
      kind,
      sha256,
      size,
      ...place(filename),
    }));
}
