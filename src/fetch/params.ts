import { Type } from 'typebox';
import { proxyParam, retriesParam, stallParam } from '../files/download-params.ts';
import { versionParam } from '../go/params.ts';

/** What every module that gets files of a version index is given. */
export const fetchedParams = {
  version: versionParam,
  index: Type.String({
    minLength: 1,
    description:
      'Where the files are: the URL of a depot or of go.dev (`https://go.dev/dl/?mode=json&include=all`), or a folder with `index.json` on the controller.',
  }),
  method: Type.Union([Type.Literal('auto'), Type.Literal('download'), Type.Literal('push')], {
    default: 'auto',
    description:
      '`download`: the host loads it by HTTP(S). `push`: the controller loads it and sends it over the connection. `auto`: download where `index` is a URL (and a POSIX host has curl or wget), else push.',
  }),
  proxy: Type.Optional(proxyParam),
  retries: retriesParam('taken up again'),
  stall: stallParam,
};
