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

/** What such a module returns. */
export const fetchReturns = Type.Object({
  path: Type.String({ description: 'Where the file is on the host.' }),
  sha256: Type.String(),
  size: Type.Integer({ description: 'Bytes.' }),
  url: Type.Union([Type.String(), Type.Null()]),
});

/** How the module of this name is used. */
export const fetchExamples = (name: string) => [
  {
    title: 'From the depot that the inventory names',
    yaml: [`- ${name}:`, '    version: 1.21.13', '    index: "{{ go_index }}"'].join('\n'),
  },
  {
    title: 'Hosts without a way to the depot',
    yaml: [
      `- ${name}:`,
      '    version: 1.21.13',
      '    index: https://go.dev/dl/?mode=json&include=all',
      '    method: push',
    ].join('\n'),
  },
];
