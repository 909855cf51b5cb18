import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rename, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { type ActionIO, GorunError, type JsonObject, parseAs, type StepOutcome, Type } from 'gorun/module';
import { sha256Of } from './target.ts';

const parseFetch = parseAs(
  Type.Object({ path: Type.String(), target: Type.String(), sha256: Type.String() }),
);

/** Brings the file under a name of its own beside its target, checks it, and renames it. */
export async function fetchFile(args: JsonObject, io: ActionIO): Promise<StepOutcome> {
  const { path, target, sha256 } = parseFetch(args);
  const made = (await mkdir(dirname(target), { recursive: true })) ?? null;
  const arriving = `${target}.${randomUUID().slice(0, 8)}.fetched`;
  try {
    await io.session.getFile(path, arriving, {
      signal: io.signal,
      onProgress: (_, news) => io.progress(news),
    });
    if ((await sha256Of(arriving)) !== sha256)
      throw new GorunError('module/apply-failed', {
        message: `${path} changed while it was fetched`,
        fix: 'Try again when nobody writes it, or stop who does.',
      });
    const kept = existsSync(target) ? await keep(target) : null;
    await rename(arriving, target);
    return { undo: { kept, made, done: true }, data: {} };
  } finally {
    await rm(arriving, { force: true });
  }
}

async function keep(target: string): Promise<string> {
  const kept = join(await mkdtemp(join(tmpdir(), 'gorun-fetch-')), basename(target));
  await copyFile(target, kept);
  return kept;
}

const parseBack = parseAs(
  Type.Object({
    target: Type.String(),
    sha256: Type.String(),
    kept: Type.Union([Type.String(), Type.Null()]),
    made: Type.Union([Type.String(), Type.Null()]),
    done: Type.Boolean(),
  }),
);

/** Takes a fetched file back, unless somebody has changed it since. */
export async function putBack(args: JsonObject): Promise<StepOutcome> {
  const { target, sha256, kept, made, done } = parseBack(args);
  if (!done || !existsSync(target)) return {};
  if ((await sha256Of(target)) !== sha256)
    throw new GorunError('module/apply-failed', {
      message: `${target} was changed by somebody else meanwhile; it was left as it is`,
      fix: kept === null ? 'Remove it by hand.' : `What was there is ${kept}.`,
    });
  if (kept !== null) {
    await copyFile(kept, target);
    await rm(dirname(kept), { recursive: true, force: true });
    return {};
  }
  await rm(target);
  if (made !== null) await removeMade(dirname(target), made);
  return {};
}

/** Folders that were made, as far as nobody has put anything into them. */
async function removeMade(folder: string, outermost: string): Promise<void> {
  for (let one = folder; one.startsWith(outermost); one = dirname(one)) {
    try {
      await rmdir(one);
    } catch {
      return;
    }
  }
}
