import { defineHostModule, Type } from 'gorun/module';
import { getUrlParams } from './params.ts';
import { foreseeGetUrl, parseGetUrlState, planGetUrl, questionOf, touchesOf } from './plan.ts';

export default defineHostModule({
  name: 'win_get_url',
  summary: 'Lets the host download a file by HTTP or HTTPS.',
  description: [
    'With a `checksum` a file that has it is never loaded again, and what arrives with another one is never kept. Without, see `force`.',
    'A file gets its name only when it is whole; its time of change is that which the server tells. For Go installers there is fetch_msi, which knows their checksums.',
    '',
    'Undo puts back the former file, which is kept on the host until the run gives it back, and removes what was made.',
  ].join('\n'),
  platforms: ['windows'],
  elsewhere: 'get_url',
  uses: ['files', 'kept', 'put-files', 'download', 'get-url'],
  params: getUrlParams,
  returns: Type.Object({
    dest: Type.String({ description: 'The path of the file on the host.' }),
    url: Type.String(),
    checksum: Type.Optional(Type.String({ description: 'SHA-256 of what was loaded.' })),
    size: Type.Optional(Type.Integer({ description: 'Bytes of what was loaded.' })),
  }),
  examples: [
    {
      title: 'A file of known content',
      yaml: '- win_get_url:\n    url: https://example.com/tool-1.2.zip\n    dest: C:\\temp\\tool.zip\n    checksum: sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    },
    {
      title: 'With a token',
      yaml: '- win_get_url:\n    url: https://example.com/private/tool.zip\n    dest: C:\\temp\\\n    headers: { Authorization: "Bearer {{ token }}" }',
    },
  ],
  probeArgs: questionOf,
  parseState: parseGetUrlState,
  reads: touchesOf,
  touches: touchesOf,
  foresee: foreseeGetUrl,
  plan: planGetUrl,
  // Where a server does not tell, it would be loaded every time.
  verifyAs: (params) => ({ ...params, force: false }),
  result: ({ params, state }, [data]) => ({
    dest: state.put.root,
    url: params.url,
    ...(data === undefined ? {} : { checksum: data.sha256 ?? null, size: data.size ?? null }),
  }),
});
