import { type Static, Type } from 'gorun/module';
import { fetchedParams } from '../../src/fetch/params.ts';

export const fetchFileParams = Type.Object({
  ...fetchedParams,
  arch: Type.Optional(
    Type.String({
      pattern: '^[a-z0-9]{1,12}$',
      description:
        'Processor of the archive, in Go’s words (`amd64`, `arm64`, `386` …). Not given: that of the host.',
    }),
  ),
  dest: Type.Optional(
    Type.String({
      pattern: '^/[^\\u0000]*[^/\\u0000]$',
      maxLength: 1_000,
      description: 'Full path on the host; `cache/<file name>` in gorun’s folder there where not given.',
    }),
  ),
});
/** What a playbook gives to fetch_file. */
export type FetchFileParams = Static<typeof fetchFileParams>;
