import { type Static, Type } from 'gorun/module';
import { proxyParam, retriesParam, stallParam } from '../../src/files/download-params.ts';
import { archParam, versionParam } from '../../src/go/params.ts';

export const fetchParams = Type.Object({
  version: versionParam,
  arch: archParam,
  index: Type.String({
    minLength: 1,
    description:
      'Where the installers are: the URL of a depot or of go.dev (`https://go.dev/dl/?mode=json&include=all`), or a folder with `index.json` on the controller.',
  }),
  dest: Type.Optional(
    Type.String({
      minLength: 4,
      maxLength: 240,
      pattern: '^(%[A-Za-z_]+%|[A-Za-z]:)[\\\\/][^<>:"|?*]*$',
      description:
        'Full path on the host, with a drive, of characters that Windows takes in file names; `%ProgramData%\\gorun\\cache\\<file name>` where not given.',
    }),
  ),
  method: Type.Union([Type.Literal('auto'), Type.Literal('download'), Type.Literal('push')], {
    default: 'auto',
    description:
      '`download`: the host loads it by HTTP(S). `push`: the controller loads it and sends it over the connection. `auto`: download where `index` is a URL, else push.',
  }),
  proxy: Type.Optional(proxyParam),
  retries: retriesParam('taken up again'),
  stall: stallParam,
  publisher: Type.Optional(
    Type.String({
      minLength: 1,
      description: 'The file must carry a valid Authenticode signature of this publisher, e.g. `Google LLC`.',
    }),
  ),
});
/** What a playbook gives to fetch_msi. */
export type FetchParams = Static<typeof fetchParams>;
