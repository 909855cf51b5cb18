import { type Json, parseAs, type Static, Type } from 'gorun/module';
import { PathKind } from '../../src/files/put-state.ts';
import { accountRights, pathRights } from '../../src/files/rights.ts';
import { ownership } from '../../src/module/resources.ts';

const schema = Type.Object({
  kind: PathKind,
  /** Null: nothing is there, or it is no text, or a very long one. */
  text: Type.Union([Type.String(), Type.Null()]),
  size: Type.Integer(),
  /** A file that stands where a folder must be. */
  obstacle: Type.Union([Type.String(), Type.Null()]),
  /** Check mode: an earlier task will have written it, and what will be in it is not known here. */
  foreseen: Type.Optional(Type.Literal(true)),
  ...ownership,
  ...pathRights,
  ...accountRights,
});

/** What the probe of line_in_file sees. */
export type LineState = Static<typeof schema>;

const parse = parseAs(schema);

/** What is no UTF-8 has come with replacement characters: such a text must not be written back. */
export function parseLineState(value: Json): LineState {
  const state = parse(value);
  return state.text?.includes('\ufffd') ? { ...state, text: null } : state;
}
