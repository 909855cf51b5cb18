import { type Static, Type } from 'gorun/module';
import { archParam, versionParam } from '../../src/go/params.ts';

// No semicolon: Windows takes it in names, but the installer would write it into PATH as two entries.
const folder = { minLength: 3, maxLength: 200, pattern: '^[A-Za-z]:[\\\\/][^<>:"|?*;]*$' };

export const installParams = Type.Object({
  version: Type.Optional(versionParam),
  arch: archParam,
  state: Type.Union([Type.Literal('present'), Type.Literal('absent')], {
    default: 'present',
    description: '`absent` uninstalls: the version given, or every one of that processor.',
  }),
  src: Type.Optional(
    Type.String({
      maxLength: 240,
      pattern: '^(%[A-Za-z_]+%|[A-Za-z]:)[\\\\/][^<>:"|?*]+$',
      description: 'The installer on the host; where fetch_msi puts it when not given.',
    }),
  ),
  install_dir: Type.Optional(
    Type.String({
      ...folder,
      description:
        'Where Go goes: a full path without `;`, which PATH could not hold. Not given: where it is now, else the installer’s own default.',
    }),
  ),
  allow_downgrade: Type.Boolean({
    default: false,
    description: 'A newer Go may be replaced by an older one.',
  }),
  allow_arch_change: Type.Boolean({
    default: false,
    description: 'A Go of another processor may be replaced: it is uninstalled after the new one is there.',
  }),
  keep_old: Type.Boolean({
    default: true,
    description:
      'Refuse when the installer of the present Go is not at hand. `false`: there may be no way back.',
  }),
  index: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        'Version index (as for fetch_msi) to get the present Go’s installer from where the host has no copy.',
    }),
  ),
  time_limit: Type.Integer({
    default: 300,
    minimum: 5,
    maximum: 7_200,
    description:
      'Seconds for one run of msiexec, waiting for other installations included. Past it its process tree is ended. Leave `timeout` of the task more than twice as long: going back takes time, too.',
  }),
});
/** What a playbook gives to msi_install. */
export type InstallParams = Static<typeof installParams>;
