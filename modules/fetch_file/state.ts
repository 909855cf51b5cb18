import { parseAs, type Static, Type } from 'gorun/module';
import { FetchStateSchema } from '../../src/fetch/state.ts';
import { SystemSchema } from '../../src/go/posix-state.ts';

const schema = Type.Object({
  ...FetchStateSchema.properties,
  system: SystemSchema,
});

/** What the probe of fetch_file sees. */
export type FetchFileState = Static<typeof schema>;

export const parseFetchFileState = parseAs(schema);
