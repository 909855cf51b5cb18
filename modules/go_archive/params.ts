import { type Static, Type } from 'gorun/module';
import { versionParam } from '../../src/go/params.ts';

const path = { pattern: '^/[^\\u0000:]*[^/\\u0000:]$', maxLength: 500 };

export const archiveParams = Type.Object({
  version: Type.Optional(versionParam),
  state: Type.Union([Type.Literal('present'), Type.Literal('absent')], {
    default: 'present',
    description: '`absent` removes `go`, and of versions side by side the one given, or all of them.',
  }),
  arch: Type.Optional(
    Type.String({
      pattern: '^[a-z0-9]{1,12}$',
      description: 'Processor, in Go’s words. Not given: that of the host.',
    }),
  ),
  root: Type.String({
    ...path,
    default: '/usr/local',
    description: 'Go goes to `go` in this folder. Full path, without `:`, which PATH could not hold.',
  }),
  layout: Type.Union([Type.Literal('replace'), Type.Literal('side_by_side')], {
    default: 'replace',
    description:
      '`replace`: `go` is a folder, which is exchanged. `side_by_side`: every version has a folder in `go-versions`, and `go` is a link to one of them, switched in one step.',
  }),
  keep: Type.Integer({
    default: 2,
    minimum: 0,
    maximum: 50,
    description:
      '`side_by_side`: so many versions beside the one in use stay; older ones are removed. A folder `go` that is there becomes one of them.',
  }),
  src: Type.Optional(
    Type.String({
      ...path,
      description: 'The archive on the host; where fetch_file puts it when not given.',
    }),
  ),
  allow_downgrade: Type.Boolean({
    default: false,
    description: 'A newer Go may be replaced by an older one.',
  }),
  allow_arch_change: Type.Boolean({
    default: false,
    description: 'A Go of another processor may be replaced.',
  }),
});
/** What a playbook gives to go_archive. */
export type ArchiveParams = Static<typeof archiveParams>;
