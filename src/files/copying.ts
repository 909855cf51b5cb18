import { type Static, Type } from 'typebox';
import type { LookupIO } from '../module/contract.ts';
import { findLocal } from './find-local.ts';
import { readSource } from './local-source.ts';
import type { PutState } from './put-state.ts';
import { type Wanted, wantedBytes, wantedFile } from './wanted.ts';

/** What every module that copies is given beside its target. */
export const copyParams = {
  src: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        'A file or folder on the controller; relative paths are looked for in `files/` of the role or playbook, then beside it.',
    }),
  ),
  content: Type.Optional(
    Type.String({
      secretIf: 'sensitive',
      description: 'The text of the file, instead of `src`; as UTF-8.',
    }),
  ),
  force: Type.Boolean({
    default: true,
    description: 'false: a file that is there stays, whatever is in it.',
  }),
  sensitive: Type.Boolean({ default: false, description: 'What is in the files is never shown.' }),
};

/** What such a module returns. */
export const copyReturns = Type.Object({
  dest: Type.String({ description: 'The path of the file or folder on the host.' }),
  checksum: Type.Union([Type.String(), Type.Null()], { description: 'SHA-256 of a single file.' }),
  size: Type.Integer({ description: 'Bytes of all files.' }),
});

/** What is to be copied. Throws GorunError `module/no-such-file`, `module/bad-source`. */
export async function wantedCopy(
  { src, content, dest }: { src?: string; content?: string; dest: string },
  io: LookupIO,
): Promise<Wanted> {
  if (src !== undefined && content === undefined)
    return readSource(findLocal(src, 'files', io), src, dest, io.platform);
  return wantedFile(wantedBytes('', Buffer.from(content ?? '', 'utf8')), null, dest);
}

/** What `register` holds of a copy. */
export function copyResult(state: PutState, { files, folders }: Wanted): Static<typeof copyReturns> {
  return {
    dest: state.root,
    checksum: folders.length === 0 ? (files[0]?.sha256 ?? null) : null,
    size: files.reduce((sum, { size }) => sum + size, 0),
  };
}
