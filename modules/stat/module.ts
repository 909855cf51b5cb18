import { defineHostModule, type Platform, parseAs, Type } from 'gorun/module';
import { attributesOf } from '../../src/files/attributes.ts';
import { anyHostPath, pathProblem } from '../../src/files/host-path.ts';
import { FileResource, fileId, predictedOf } from '../../src/module/resources.ts';
import { parseStatState, StatState } from './state.ts';

const parse = parseAs(FileResource);

/** In check mode, something that only a run can tell. */
const isPartly = ({ lastwritetime, ctime }: StatState, platform: Platform): boolean =>
  lastwritetime === undefined || (platform === 'posix' && ctime === undefined);

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
    const file = parse(value);
    const { exists, folder, size, sha256 } = file;
    // What a link leads to gets other rights, not the link.
    if (file.asFound) return state.islnk && !params.follow ? state : withRights(state, file);
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
      ...rightsOf(file),
    };
  },
  plan: ({ params, state, platform }) =>
    pathProblem(params.path, platform) ?? {
      steps: [],
      expected: state,
      ...(state.exists && isPartly(state, platform) ? { partly: true } : {}),
    },
  result: ({ state }) => ({ stat: state }),
});

function rightsOf(file: FileResource) {
  const { mode, owner, group, uid, gid } = attributesOf(file);
  return {
    ...(mode === undefined ? {} : { mode }),
    ...(owner === undefined ? {} : { owner, pw_name: owner }),
    ...(group === undefined ? {} : { group, gr_name: group }),
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
  };
}

/** What is there, with other rights: what this account may then do with it is not told, nor when it changed. */
function withRights(state: StatState, file: FileResource): StatState {
  const {
    mode,
    owner,
    group,
    pw_name,
    gr_name,
    uid,
    gid,
    readable,
    writeable,
    executable,
    ctime,
    ...others
  } = state;
  return { ...others, ...rightsOf(file) };
}
