import { type Static, Type } from 'gorun/module';
import { fetchedParams } from '../../src/fetch/params.ts';
import { archParam } from '../../src/go/params.ts';

export const fetchParams = Type.Object({
  ...fetchedParams,
  arch: archParam,
  dest: Type.Optional(
    Type.String({
      minLength: 4,
      maxLength: 240,
      pattern: '^(%[A-Za-z_]+%|[A-Za-z]:)[\\\\/][^<>:"|?*]*$',
      description:
        'Full path on the host, with a drive, of characters that Windows takes in file names; `%ProgramData%\\gorun\\cache\\<file name>` where not given.',
    }),
  ),
  publisher: Type.Optional(
    Type.String({
      minLength: 1,
      description: 'The file must carry a valid Authenticode signature of this publisher, e.g. `Google LLC`.',
    }),
  ),
});
/** What a playbook gives to fetch_msi. */
export type FetchParams = Static<typeof fetchParams>;
