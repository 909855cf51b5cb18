import { defineHostModule, Type } from 'gorun/module';
import { archiveId } from '../../src/go/archive-cache.ts';
import { bareVersion } from '../../src/go/cache.ts';
import { goFoldersId } from '../../src/go/posix-foresee.ts';
import { belowId, fileId } from '../../src/module/resources.ts';
import { foreseeArchive } from './foresee.ts';
import { type ArchiveParams, archiveParams } from './params.ts';
import { planArchive } from './plan.ts';
import { parseArchiveState } from './state.ts';

const sourceOf = ({ src, version, arch }: ArchiveParams) => archiveId(src, version ?? '0', arch);

/** All that is in the folders of its versions. */
const insideOf = ({ root }: ArchiveParams) => [belowId(`${root}/go`), belowId(`${root}/go-versions`)];

export default defineHostModule({
  name: 'go_archive',
  summary: 'Installs, upgrades, switches or removes Go on a POSIX host, from its archive, with a way back.',
  description: [
    'What msi_install is on Windows. The archive is unpacked beside its place, looked at (VERSION, bin/go, what `go version` says), and only then put in place by',
    'a rename: whatever goes wrong before that, the present Go is untouched. Versions are ordered as Go does; an older one, or one of',
    'another processor, is refused unless it is asked for; so is the folder of a package of the distribution.',
    '',
    'Undo brings back the former folder or link, to the letter.',
  ].join('\n'),
  platforms: ['posix'],
  elsewhere: 'msi_install',
  uses: ['go-system', 'files', 'login', 'go'],
  params: archiveParams,
  returns: Type.Object({
    version: Type.Union([Type.String(), Type.Null()], { description: 'Of the Go that is there afterwards.' }),
    path: Type.String({ description: 'Where it is.' }),
  }),
  examples: [
    {
      title: 'Upgrade with the archive that fetch_file has put there',
      yaml: ['- go_archive:', '    version: 1.21.13', '  become: true'].join('\n'),
    },
    {
      title: 'Several versions side by side',
      yaml: ['- go_archive:', '    version: 1.21.13', '    layout: side_by_side', '    keep: 3'].join('\n'),
    },
    { title: 'Remove it', yaml: ['- go_archive:', '    state: absent', '  become: true'].join('\n') },
  ],
  probeArgs: ({ version, arch, root, src }) => ({
    version: version === undefined ? null : bareVersion(version),
    arch: arch ?? null,
    root,
    src: src ?? null,
  }),
  parseState: parseArchiveState,
  reads: (params) => [sourceOf(params), goFoldersId, fileId(`${params.root}/go`), ...insideOf(params)],
  touches: (params) => [
    goFoldersId,
    ...['', '/go', '/go-versions'].map((name) => fileId(`${params.root}${name}`)),
    ...insideOf(params),
  ],
  foresee: ({ params, state }, predicted) => foreseeArchive(params, state, sourceOf(params), predicted),
  plan: planArchive,
  result: ({ state: { target } }) => ({ version: target.version, path: target.path }),
});
