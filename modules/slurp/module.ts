import { defineHostModule, parseAs, refuse, Type } from 'gorun/module';
import { anyHostPath, pathProblem } from '../../src/files/host-path.ts';
import { PathKind } from '../../src/files/put-state.ts';
import { FileResource, fileId, predictedOf } from '../../src/module/resources.ts';

const parse = parseAs(FileResource);

export default defineHostModule({
  name: 'slurp',
  summary: 'Reads a file of the host into a variable, as Base64.',
  description:
    'The file is read as it is: `{{ b64decode r.content }}` is its text. Whole files come with fetch. It changes nothing.',
  platforms: ['windows', 'posix'],
  uses: { windows: ['files', 'kept'], posix: ['files'] },
  params: Type.Object({
    src: anyHostPath('Full path of the file on the host.'),
    max_bytes: Type.Integer({
      default: 1_048_576,
      minimum: 1,
      maximum: 8_388_608,
      description: 'A larger file is refused: what is read is held in memory for every host.',
    }),
  }),
  returns: Type.Object({
    content: Type.String({ description: 'What is in the file, in Base64.' }),
    encoding: Type.Literal('base64'),
    source: Type.String({ description: 'Its path on the host.' }),
    size: Type.Integer({ description: 'Bytes.' }),
  }),
  examples: [
    {
      title: 'The text of a file',
      yaml: '- slurp: { src: C:\\app\\version.txt }\n  register: version\n- debug: { msg: "{{ b64decode version.content }}" }',
    },
  ],
  parseState: parseAs(
    Type.Object({
      path: Type.String(),
      kind: PathKind,
      size: Type.Union([Type.Integer(), Type.Null()]),
      /** Base64; null where it is too large. */
      content: Type.Union([Type.String(), Type.Null()]),
    }),
  ),
  reads: ({ src }) => [fileId(src)],
  touches: () => [],
  foresee: ({ params, state }, predicted) => {
    const value = predictedOf(predicted, fileId(params.src));
    if (value === undefined) return state;
    const { exists, folder, asFound } = parse(value);
    if (asFound) return state;
    // What will be in it is known to nobody here.
    if (exists && !folder) return undefined;
    return { path: state.path, kind: exists ? ('folder' as const) : null, size: null, content: null };
  },
  plan({ params, state, platform }) {
    const problem = pathProblem(params.src, platform);
    if (problem !== undefined) return problem;
    const { path, kind, size, content } = state;
    if (kind === null)
      return refuse(`there is no file ${path}`, 'Check `src`; a `when` on stat can pass over it.');
    if (kind === 'folder') return refuse(`${path} is a folder`, 'Name a file.');
    if (content === null)
      return refuse(
        `${path} has ${size} bytes, more than max_bytes: ${params.max_bytes}`,
        'Raise max_bytes, or use fetch.',
      );
    return { steps: [], expected: state };
  },
  result: ({ state: { path, size, content } }) => ({
    content: content ?? '',
    encoding: 'base64',
    source: path,
    size: size ?? 0,
  }),
});
