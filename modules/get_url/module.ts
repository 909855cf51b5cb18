import { defineHostModule, isJsonObject, type JsonObject, refuse, Type } from 'gorun/module';
import {
  attributeParams,
  attributeProblem,
  attributesOf,
  putAnew,
  withAttributes,
} from '../../src/files/attributes.ts';
import { anyHostPath, pathProblem } from '../../src/files/host-path.ts';
import { accountFiles, placeProblem } from '../../src/files/rights.ts';
import { fileId } from '../../src/module/resources.ts';
import { getUrlParams } from '../win_get_url/params.ts';
import { foreseeGetUrl, parseGetUrlState, planGetUrl, questionOf, touchesOf } from '../win_get_url/plan.ts';

export default defineHostModule({
  name: 'get_url',
  summary: 'Lets the host download a file by HTTP or HTTPS.',
  description: [
    'With a `checksum` a file that has it is never loaded again, and what arrives with another one is never kept. Without, see `force`.',
    'A file gets its name only when it is whole; its time of change is that which the server tells. Mode and owner of a file that is replaced stay. POSIX hosts need curl.',
    'For Go there are fetch_file and fetch_msi, which know the checksums.',
    '',
    'Undo puts back the former file, which is kept on the host until the run gives it back, and removes what was made.',
  ].join('\n'),
  platforms: ['windows', 'posix'],
  uses: {
    windows: ['files', 'kept', 'put-files', 'download', 'get-url'],
    posix: ['files', 'rights', 'put-files', 'http'],
  },
  params: Type.Object({
    ...getUrlParams.properties,
    dest: anyHostPath(
      'Full path. The file goes into it under the name that the address ends with where it is a folder or ends with a slash or backslash.',
    ),
    mode: attributeParams.mode,
    owner: attributeParams.owner,
    group: attributeParams.group,
  }),
  returns: Type.Object({
    dest: Type.String({ description: 'The path of the file on the host.' }),
    url: Type.String(),
    checksum: Type.Optional(Type.String({ description: 'SHA-256 of what was loaded.' })),
    size: Type.Optional(Type.Integer({ description: 'Bytes of what was loaded.' })),
  }),
  examples: [
    {
      title: 'A file of known content',
      yaml: '- get_url:\n    url: https://example.com/tool-1.2.tar.gz\n    dest: /opt/tool.tar.gz\n    checksum: sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    },
    {
      title: 'With a token, into a folder',
      yaml: '- get_url:\n    url: https://example.com/private/tool\n    dest: /usr/local/bin/\n    headers: { Authorization: "Bearer {{ token }}" }\n    mode: "0755"',
    },
  ],
  probeArgs: (params, _lookup, platform) => {
    if (platform === 'windows') return questionOf(params);
    return listed(questionOf(params, params), params.headers);
  },
  parseState: parseGetUrlState,
  reads: (params) => [...touchesOf(params), ...accountFiles(params).map(fileId)],
  touches: touchesOf,
  foresee: foreseeGetUrl,
  plan: (input) => {
    const { params, platform } = input;
    const problem = pathProblem(params.dest, platform) ?? attributeProblem(params, platform);
    if (problem !== undefined) return problem;
    const plan = planGetUrl(input);
    if ('refused' in plan || platform === 'windows' || plan.steps.length === 0) return plan;
    const { put, canLoad = true } = input.state;
    const forbidden = placeProblem(put.entries[0] ?? {}, put, params);
    if (forbidden !== undefined) return forbidden;
    if (!canLoad) return refuse('the host has no curl', 'Install it.');
    const { mode = null, owner = null, group = null } = params;
    const id = fileId(put.root);
    const before = putAnew(put.entries[0] ?? {}, put.account);
    const file = plan.leaves?.[id];
    return {
      ...plan,
      ...(isJsonObject(file)
        ? {
            leaves: {
              ...plan.leaves,
              [id]: { ...file, ...attributesOf(withAttributes({ ...before, kind: 'file' }, params, true)) },
            },
          }
        : {}),
      steps: plan.steps.map((step) => ({
        ...step,
        args: { ...listed(step.args, params.headers), mode, owner, group },
      })),
    };
  },
  // Where a server does not tell, it would be loaded every time.
  verifyAs: (params) => ({ ...params, force: false }),
  result: ({ params, state }, [data]) => ({
    dest: state.put.root,
    url: params.url,
    ...(data === undefined ? {} : { checksum: data.sha256 ?? null, size: data.size ?? null }),
  }),
});

/** A shell holds no mapping with free keys; which of the headers lets somebody in is not told here, so each of them may. */
function listed(args: JsonObject, headers: Readonly<Record<string, string>> | undefined): JsonObject {
  const list = Object.entries(headers ?? {}).map(([name, value]) => ({ name, value, secret: true }));
  const { request, ...others } = args;
  const { headers: _mapping, ...asked } = { ...others, ...(isJsonObject(request) ? request : {}) };
  return { ...asked, headers: list };
}
