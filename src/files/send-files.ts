import { Type } from 'typebox';
import { GorunError } from '../errors/gorun-error.ts';
import type { JsonObject } from '../json.ts';
import { parseAs } from '../module/check/parse-as.ts';
import type { ActionIO, StepOutcome } from '../module/contract.ts';
import { joinedPath } from './host-path.ts';

const parse = parseAs(
  Type.Object({ files: Type.Array(Type.Object({ file: Type.String(), sha256: Type.String() })) }),
);
const parseUnsent = parseAs(Type.Object({ folder: Type.String(), unsent: Type.Array(Type.String()) }));

/** Sends files over the connection to a folder of gorun's on the host, each under its checksum, unless it is there already. */
export async function sendFiles(args: JsonObject, io: ActionIO): Promise<StepOutcome> {
  const { files } = parse(args);
  const asked = await io.call('Unsent', { sha256: files.map(({ sha256 }) => sha256) });
  if (!asked.ok) {
    const { message, fix } = asked.error;
    throw new GorunError('module/apply-failed', { message, ...(fix === undefined ? {} : { fix }) });
  }
  const { folder, unsent } = parseUnsent(asked.value);
  const missing = new Map(
    files.filter(({ sha256 }) => unsent.includes(sha256)).map((one) => [one.sha256, one.file]),
  );
  for (const [sha256, file] of missing)
    await io.session.putFile(file, joinedPath(folder, sha256), {
      signal: io.signal,
      onProgress: (_, news) => io.progress(news),
    });
  return { data: { sent: missing.size } };
}
