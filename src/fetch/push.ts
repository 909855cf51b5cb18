import { Type } from 'typebox';
import { localCopy } from '../depot/local-copy.ts';
import { GorunError } from '../errors/gorun-error.ts';
import type { JsonObject } from '../json.ts';
import { parseAs } from '../module/check/parse-as.ts';
import type { ActionIO, StepOutcome } from '../module/contract.ts';

const parse = parseAs(
  Type.Object({
    path: Type.String(),
    size: Type.Integer(),
    sha256: Type.String(),
    publisher: Type.Union([Type.String(), Type.Null()]),
    url: Type.Union([Type.String(), Type.Null()]),
    file: Type.Union([Type.String(), Type.Null()]),
    retries: Type.Integer(),
    stall: Type.Integer(),
  }),
);

/** Sends the file over the connection to a name of its own beside the target; the host checks and renames it. */
export async function push(args: JsonObject, io: ActionIO): Promise<StepOutcome> {
  const wanted = parse(args);
  const local = await localCopy(wanted, io.signal, wanted);
  const prepared = await io.call('Prepare', { path: wanted.path });
  if (!prepared.ok) throw failed(prepared.error.message, prepared.error.fix);
  const target = parseTarget(prepared.value);
  const undo = typeof target.made === 'string' ? { made: target.made } : undefined;
  try {
    await io.session.putFile(local, target.incoming, {
      signal: io.signal,
      onProgress: (_, news) => io.progress(news),
    });
    const accepted = await io.call('Apply', {
      action: 'accept',
      args: { ...args, incoming: target.incoming },
    });
    if (!accepted.ok) throw failed(accepted.error.message, accepted.error.fix);
  } catch (error) {
    // An action that fails tells its undo nothing.
    if (undo !== undefined)
      await io.call('Apply', { action: 'remove', args: { ...args, ...undo } }).catch(() => {});
    throw error;
  }
  return { data: { sent: wanted.size, path: target.path }, ...(undo === undefined ? {} : { undo }) };
}

const parseTarget = parseAs(
  Type.Object({
    path: Type.String(),
    incoming: Type.String(),
    /** The first folder above it that was missing. */
    made: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  }),
);

const failed = (message: string, fix?: string) =>
  new GorunError('module/apply-failed', { message, ...(fix === undefined ? {} : { fix }) });
