import { type Static, Type } from 'gorun/module';
import { accountRights, pathRights } from '../../src/files/rights.ts';
import { ownership } from '../../src/module/resources.ts';

/** What the probe sees on a POSIX host. Links are followed, unless they are what it is about. */
export const PosixFileState = Type.Object({
  path: Type.String(),
  kind: Type.Union([Type.Enum(['file', 'folder', 'link', 'other']), Type.Null()]),
  /** Where it leads, of a link. */
  link: Type.Union([Type.String(), Type.Null()]),
  /** What the wanted link would lead to is there. */
  leads: Type.Boolean(),
  /** How many of the nearest folders above it are not there. */
  missing: Type.Integer(),
  /** A file that stands where a folder must be. */
  obstacle: Type.Union([Type.String(), Type.Null()]),
  /** What the host or gorun cannot be without is in it. */
  needed: Type.Boolean(),
  /** Of a file that is to be touched. */
  size: Type.Union([Type.Integer(), Type.Null()]),
  sha256: Type.Union([Type.String(), Type.Null()]),
  /** Check mode: an earlier task will have put it there. */
  foreseen: Type.Optional(Type.Literal(true)),
  ...ownership,
  ...pathRights,
  ...accountRights,
});
export type PosixFileState = Static<typeof PosixFileState>;
