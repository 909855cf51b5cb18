import { defineHostModule, parseAs, Type } from 'gorun/module';
import { anyHostPath, pathProblem } from '../../src/files/host-path.ts';
import { FileResource, fileId, predictedOf } from '../../src/module/resources.ts';
import { parseStatState, StatState } from './state.ts';

const parse = parseAs(FileResource);

export default defineHostModule({
  name: 'stat',
  summary: 'Tells what is at a path: whether it is there, a file or a folder, its size, times and checksum.',
  description:
    'It changes nothing. On POSIX hosts a link is told as a link, unless `follow` says what it leads to. In check mode, what earlier tasks would leave at the path is told as far as it can be known: times cannot.',
  platforms: ['windows', 'posix'],
  uses: { windows: ['files', 'kept'], posix: ['files'] },
  params: Type.Object({
    path: anyHostPath('Full path on the host.'),
    follow: Type.Boolean({
      default: false,
      description: 'POSIX hosts: what a link leads to is told, in its place.',
    }),
    get_checksum: Type.Boolean({ default: true, description: 'The checksum of a file is computed.' }),
    checksum_algorithm: Type.Union(
      ['sha256', 'sha1', 'sha384', 'sha512', 'md5'].map((name) => Type.Literal(name)),
      { default: 'sha256' },
    ),
  }),
  returns: Type.Object({ stat: StatState }),
  examples: [
    {
      title: 'Only where a file is not there',
      yaml: '- stat: { path: C:\\tools\\setup.log }\n  register: log\n- win_command: { argv: [C:\\tools\\setup.exe] }\n  when: "!log.stat.exists"',
    },
  ],
  parseState: parseStatState,
  reads: ({ path }) => [fileId(path)],
  touches: () => [],
  foresee: ({ params, state }, predicted) => {
    const value = predictedOf(predicted, fileId(params.path));
    if (value === undefined) return state;
    const { exists, folder, size, sha256 } = parse(value);
    if (!exists) return { exists: false, path: state.path };
    const isFolder = folder === true;
    const checksum =
      params.get_checksum && params.checksum_algorithm === 'sha256' && sha256 !== null
        ? { checksum: sha256 }
        : {};
    return {
      exists: true,
      path: state.path,
      isdir: isFolder,
      isreg: !isFolder,
      ...(isFolder || size === null ? {} : { size, ...checksum }),
    };
  },
  plan: ({ params, state, platform }) =>
    pathProblem(params.path, platform) ?? {
      steps: [],
      expected: state,
      ...(state.exists && state.lastwritetime === undefined ? { partly: true } : {}),
    },
  result: ({ state }) => ({ stat: state }),
});
