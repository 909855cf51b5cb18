import { parseAs, type Static, Type } from 'gorun/module';
import { PathResource } from '../../src/module/resources.ts';

const schema = Type.Object({
  path: PathResource,
  /** The folders of the parameters, expanded on this host. */
  named: Type.Array(Type.Object({ text: Type.String(), expanded: Type.String() })),
  administrator: Type.Boolean(),
});

/** What the probe of env_path sees. */
export type PathState = Static<typeof schema>;

export const parsePathState = parseAs(schema);
