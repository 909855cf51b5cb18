import { type Json, parseAs, type ResourceId } from 'gorun/module';
import { GoFolderResource, goFoldersId } from '../../src/go/posix-foresee.ts';
import { FileResource, predictedOf } from '../../src/module/resources.ts';
import type { ArchiveParams } from './params.ts';
import type { ArchiveState } from './state.ts';

const file = parseAs(FileResource);
const folders = parseAs(GoFolderResource);

/** What the probe would see once earlier tasks have put the archive there, or another Go. Pure. */
export function foreseeArchive(
  { root }: ArchiveParams,
  state: ArchiveState,
  source: ResourceId,
  predicted: ReadonlyMap<ResourceId, Json>,
): ArchiveState {
  const archive = predictedOf(predicted, source);
  const coming = predictedOf(predicted, goFoldersId);
  const left = archive === undefined ? undefined : file(archive);
  const src =
    left === undefined || left.asFound
      ? state.src
      : { ...state.src, exists: left.exists, size: left.size ?? 0 };
  const said = coming === undefined ? [] : folders(coming);
  const target = said.find(({ path }) => path === `${root}/go`);
  const versions = said.filter(({ path, link }) => link === null && path.startsWith(`${root}/go-versions/`));
  return {
    ...state,
    src,
    target:
      target === undefined
        ? state.target
        : {
            path: target.path,
            kind: target.version === null ? null : target.link === null ? 'folder' : 'link',
            link: target.link,
            version: target.version,
            arch: target.arch,
            exe: target.version !== null,
            package: null,
          },
    versions: [
      ...state.versions.filter((old) => !versions.some(({ path }) => path === old.path)),
      ...versions
        .filter(({ version }) => version !== null)
        .map(({ path, version, arch }) => ({ path, version, arch, exe: true })),
    ],
  };
}
