import { defineHostModule, Type } from 'gorun/module';
import { anyHostPath } from '../../src/files/host-path.ts';
import { fileId } from '../../src/module/resources.ts';
import { fetchFile, putBack } from './actions.ts';
import { foreseeFetch, parseFetchState, planFetch } from './plan.ts';
import { lookUpTarget } from './target.ts';

export default defineHostModule({
  name: 'fetch',
  summary: 'Brings a file of the host to the controller.',
  description: [
    'Without `flat` it goes to `dest/<host>/<path on the host>` (the drive without its colon), so that hosts do not meet. A file that is there already with the',
    'same checksum is not fetched again. What arrives is held against the checksum that the host told, then gets its name.',
    '',
    'Nothing changes on the host. Undo puts back what was on the controller; what was replaced is kept in its folder for temporary files.',
  ].join('\n'),
  platforms: ['windows', 'posix'],
  uses: { windows: ['files', 'kept'], posix: ['files'] },
  verify: 'none',
  params: Type.Object({
    src: anyHostPath('Full path of the file on the host.'),
    dest: Type.String({
      minLength: 1,
      description:
        'A folder on the controller, from the folder of the playbook on. With `flat`, the file itself, or with a slash at its end the folder for it.',
    }),
    flat: Type.Boolean({ default: false, description: 'Neither host nor path become part of the name.' }),
    fail_on_missing: Type.Boolean({
      default: true,
      description: 'false: a file that is not on the host is passed over.',
    }),
  }),
  returns: Type.Object({
    dest: Type.String({ description: 'Where the file is on the controller.' }),
    checksum: Type.Union([Type.String(), Type.Null()], {
      description: 'SHA-256; null where there is no file.',
    }),
  }),
  examples: [
    { title: 'A log of every host', yaml: '- fetch: { src: C:\\app\\log.txt, dest: logs }' },
    {
      title: 'One name for each host',
      yaml: '- fetch:\n    src: C:\\app\\log.txt\n    dest: "logs/{{ inventory_hostname }}.txt"\n    flat: true',
    },
  ],
  lookupForHost: lookUpTarget,
  probeArgs: ({ src }) => ({ src }),
  parseState: parseFetchState,
  reads: ({ src }) => [fileId(src)],
  touches: () => [],
  foresee: foreseeFetch,
  plan: planFetch,
  result: ({ state, lookup }) => ({ dest: lookup.target, checksum: state.sha256 }),
  actions: { fetch: fetchFile, 'put-back': putBack },
});
