import { parseAs, type Static, Type } from 'gorun/module';
import { PathKind } from '../../src/files/put-state.ts';

/** What the probe of win_file sees. */
export const FileStateSchema = Type.Object({
  /** As it is on this host. */
  path: Type.String(),
  kind: PathKind,
  /** How many of the nearest folders above it are not there. */
  missing: Type.Integer(),
  /** A file that stands where a folder must be. */
  obstacle: Type.Union([Type.String(), Type.Null()]),
  /** What Windows or gorun cannot be without is in it. */
  needed: Type.Boolean(),
  /** Of a file that is to be touched. */
  size: Type.Union([Type.Integer(), Type.Null()]),
  sha256: Type.Union([Type.String(), Type.Null()]),
});

/** What the probe of win_file sees. */
export type FileState = Static<typeof FileStateSchema>;

export const parseFileState = parseAs(FileStateSchema);
