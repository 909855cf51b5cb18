import { defineHostModule } from 'gorun/module';
import { findInstaller, readInstallers } from '../../src/depot/index-client.ts';
import { foreseeFetch } from '../../src/fetch/foresee.ts';
import { fetchExamples, fetchReturns } from '../../src/fetch/params.ts';
import { push } from '../../src/fetch/push.ts';
import { parseFetchState } from '../../src/fetch/state.ts';
import { foldersAbove } from '../../src/files/host-path.ts';
import { fileId } from '../../src/module/resources.ts';
import { fetchParams } from './params.ts';
import { destination, planInstaller } from './plan.ts';

export default defineHostModule({
  name: 'fetch_msi',
  summary: 'Puts a Go installer onto the host, checked against the version index.',
  description: [
    'Looks the installer up in a version index on the controller, then lets the host download it or sends it over the connection.',
    'Size and SHA-256 are always checked, also of a file that is there already: one that is right is never loaded again.',
    'A broken download is taken up where it stopped. The file gets its name only when it is whole.',
    '',
    'Undo removes the file.',
  ].join('\n'),
  platforms: ['windows'],
  elsewhere: 'fetch_file',
  uses: ['registry', 'files', 'download', 'signature'],
  params: fetchParams,
  returns: fetchReturns,
  examples: fetchExamples('fetch_msi'),
  lookup: async (params, io) =>
    findInstaller(await readInstallers(params.index, io), params.version, params.arch, params.index),
  probeArgs: (params, lookup) => ({
    path: destination(params),
    size: lookup.size,
    sha256: lookup.sha256,
    publisher: params.publisher ?? null,
  }),
  parseState: parseFetchState,
  reads: (params) => [fileId(destination(params))],
  touches: (params) => [destination(params), ...foldersAbove(destination(params))].map(fileId),
  plan: planInstaller,
  foresee: ({ params, state }, predicted) =>
    foreseeFetch(state, fileId(destination(params)), params.publisher, predicted),
  result: ({ state, lookup }) => ({
    path: state.path,
    sha256: lookup.sha256,
    size: lookup.size,
    url: lookup.url,
  }),
  actions: { push },
});
