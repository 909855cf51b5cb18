import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { GorunError } from '../errors/gorun-error.ts';

const DepotFile = Type.Object({
  filename: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._+-]{0,199}$' }),
  os: Type.String(),
  arch: Type.String(),
  version: Type.String(),
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  size: Type.Integer({ minimum: 0 }),
  kind: Type.Union([Type.Literal('archive'), Type.Literal('installer'), Type.Literal('source')]),
});
const DepotIndex = Type.Array(
  Type.Object({ version: Type.String(), stable: Type.Boolean(), files: Type.Array(DepotFile) }),
);

/** A file of a depot, in the shape of go.dev/dl/?mode=json. */
export type DepotFile = Static<typeof DepotFile>;
/** A depot's index, in the shape of go.dev/dl/?mode=json. */
export type DepotIndex = Static<typeof DepotIndex>;

const checked = Compile(DepotIndex);

/** The name of the index in a depot's folder. */
export const indexName = 'index.json';

/** Reads the index of a depot's folder; an empty one where there is none yet. Throws GorunError `depot/bad-index`, `depot/unavailable`. */
export async function readDepotIndex(dir: string): Promise<DepotIndex> {
  const path = join(dir, indexName);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
    throw new GorunError('depot/unavailable', { message: `${path} cannot be read`, cause });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new GorunError('depot/bad-index', { message: `${path} is not JSON`, cause });
  }
  if (checked.Check(value)) return value;
  const [problem] = checked.Errors(value);
  throw new GorunError('depot/bad-index', {
    message:
      `${path} is not a version index: ${problem?.instancePath ?? ''} ${problem?.message ?? ''}`.trimEnd(),
    fix: 'Make it anew with `gorun depot add FILE…`.',
  });
}
