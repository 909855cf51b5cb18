import { defineHostModule, type Plan, type PlanInput, type Refusal, refuse } from 'gorun/module';
import { archivesOf, type IndexedArchive, readArchives } from '../../src/depot/index-client.ts';
import { foreseeFetch } from '../../src/fetch/foresee.ts';
import { fetchExamples, fetchReturns } from '../../src/fetch/params.ts';
import { planFetch } from '../../src/fetch/plan.ts';
import { push } from '../../src/fetch/push.ts';
import { knownFiles } from '../../src/files/file-resource.ts';
import { foldersAbove } from '../../src/files/host-path.ts';
import { foreseenRights } from '../../src/files/rights.ts';
import { archiveId } from '../../src/go/archive-cache.ts';
import { fileId } from '../../src/module/resources.ts';
import { type FetchFileParams, fetchFileParams } from './params.ts';
import { type FetchFileState, parseFetchFileState } from './state.ts';

type Input = PlanInput<FetchFileParams, FetchFileState, readonly IndexedArchive[]>;

const resourceOf = ({ dest, version, arch }: FetchFileParams) => archiveId(dest, version, arch);

/** The archive for this host. */
const fileFor = ({ params, state: { system }, lookup }: Input): IndexedArchive | undefined =>
  lookup.find(({ os, arch }) => os === system.os && arch === (params.arch ?? system.arch));

export default defineHostModule({
  name: 'fetch_file',
  summary: 'Puts an archive of Go onto a POSIX host, checked against the version index.',
  description: [
    'What fetch_msi is on Windows: looks the archive up in a version index on the controller, then lets the host download it (curl or wget) or sends it over',
    'the connection. Size and SHA-256 are always checked, also of a file that is there already: one that is right is never loaded again.',
    'A broken download is taken up where it stopped. The file gets its name only when it is whole.',
    '',
    'Undo removes the file.',
  ].join('\n'),
  platforms: ['posix'],
  elsewhere: 'fetch_msi',
  uses: ['go-system', 'files', 'rights', 'download'],
  params: fetchFileParams,
  returns: fetchReturns,
  examples: fetchExamples('fetch_file'),
  lookup: async (params, io) =>
    archivesOf(await readArchives(params.index, io), params.version, params.index),
  probeArgs: ({ dest, arch }, archives) => ({
    dest: dest ?? null,
    arch: arch ?? null,
    files: archives
      .filter((one) => arch === undefined || one.arch === arch)
      .map(({ os, arch: processor, filename, size, sha256 }) => ({
        for: `${os} ${processor}`,
        name: filename,
        size,
        sha256,
      })),
  }),
  parseState: parseFetchFileState,
  reads: (params) => [
    resourceOf(params),
    ...(params.dest === undefined ? [] : foldersAbove(params.dest).map(fileId)),
  ],
  touches: (params) => [resourceOf(params)],
  plan: planArchive,
  foresee: ({ params, state }, predicted) => {
    const seen = foreseeFetch(state, resourceOf(params), undefined, predicted);
    return seen && foreseenRights(seen.path, seen, knownFiles(predicted));
  },
  result: (input) => {
    const file = fileFor(input);
    return {
      path: input.state.path,
      sha256: file?.sha256 ?? null,
      size: file?.size ?? null,
      url: file?.url ?? null,
    };
  },
  actions: { push },
});

function planArchive(input: Input): Plan<FetchFileState> | Refusal {
  const { params, state, lookup } = input;
  const file = fileFor(input);
  if (file === undefined) {
    const has = lookup.map(({ os, arch }) => `${os}-${arch}`).join(', ');
    return refuse(
      `the index has no archive of Go ${params.version} for ${state.system.os}-${params.arch ?? state.system.arch}; it has ${has}`,
      'Add it with `gorun depot add`, or set `arch`.',
    );
  }
  const { method, proxy, retries, stall } = params;
  return planFetch(
    {
      file,
      path: state.path,
      resource: resourceOf(params),
      method,
      proxy,
      retries,
      stall,
      publisher: undefined,
    },
    state,
  );
}
