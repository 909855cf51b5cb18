import { parseAs, type Static, Type } from 'gorun/module';
import { PathKind } from '../../src/files/put-state.ts';

const schema = Type.Object({
  kind: PathKind,
  /** Null: nothing is there, or it is no text, or a very long one. */
  text: Type.Union([Type.String(), Type.Null()]),
  size: Type.Integer(),
  /** A file that stands where a folder must be. */
  obstacle: Type.Union([Type.String(), Type.Null()]),
  mode: Type.Optional(Type.String()),
  owner: Type.Optional(Type.String()),
  group: Type.Optional(Type.String()),
  uid: Type.Optional(Type.Integer()),
  gid: Type.Optional(Type.Integer()),
});

/** What the probe of line_in_file sees. */
export type LineState = Static<typeof schema>;

export const parseLineState = parseAs(schema);
