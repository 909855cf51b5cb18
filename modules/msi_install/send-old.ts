import { type ActionIO, GorunError, type JsonObject, parseAs, type StepOutcome, Type } from 'gorun/module';
import { localCopy } from '../../src/depot/local-copy.ts';

const parse = parseAs(
  Type.Object(
    {
      size: Type.Integer(),
      sha256: Type.String(),
      url: Type.Union([Type.String(), Type.Null()]),
      file: Type.Union([Type.String(), Type.Null()]),
    },
    { additionalProperties: true },
  ),
);
const parsePlace = parseAs(Type.Object({ incoming: Type.String() }));

/** Sends the old version's installer of a folder on the controller; the host checks it and gives it its name. */
export async function sendOld(args: JsonObject, io: ActionIO): Promise<StepOutcome> {
  const local = await localCopy(parse(args), io.signal);
  const place = parsePlace(await asked(io, 'Prepare', { to: args.to ?? null }));
  await io.session.putFile(local, place.incoming, {
    signal: io.signal,
    onProgress: (_, news) => io.progress(news),
  });
  await asked(io, 'Apply', { action: 'keep', args: { ...args, ...place } });
  return {};
}

async function asked(io: ActionIO, fn: string, args: JsonObject) {
  const outcome = await io.call(fn, args);
  if (outcome.ok) return outcome.value;
  const { message, fix } = outcome.error;
  throw new GorunError('module/apply-failed', { message, ...(fix === undefined ? {} : { fix }) });
}
