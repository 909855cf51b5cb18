import { defineHostModule, Type } from 'gorun/module';
import { readInstallers } from '../../src/depot/index-client.ts';
import { cachedInstaller } from '../../src/go/cache.ts';
import { goResources } from '../../src/go/foresee.ts';
import { upgradeCodes } from '../../src/go/upgrade-codes.ts';
import { fileId, pathId, productsId } from '../../src/module/resources.ts';
import { foreseeInstall } from './foresee.ts';
import { type InstallParams, installParams } from './params.ts';
import { planInstall } from './plan.ts';
import { resultOf } from './result.ts';
import { sendOld } from './send-old.ts';
import { parseInstallState } from './state.ts';

const source = (params: InstallParams): string =>
  params.src ?? cachedInstaller(params.version ?? '0', params.arch);

export default defineHostModule({
  name: 'msi_install',
  summary: 'Installs, upgrades or uninstalls Go with Windows Installer, with a way back.',
  description: [
    'Finds the present Go by the UpgradeCode of its installers and orders versions as Go does. Goes down a version or to another processor',
    'only when told to. Go stays in its folder; PATH keeps its order and kind: the entry of Go stays where it was.',
    '',
    'Before anything is touched, the installer of the present Go is at hand on the host and checked: Windows Installer’s own',
    'copy, one that gorun kept, or one from `index`. When the installation fails in the middle and the host is left with neither',
    'the old Go nor the new one, the old one is installed again at once, and the task fails saying so.',
    '',
    'Undo brings back the former version, its folder and the exact former PATH.',
  ].join('\n'),
  platforms: ['windows'],
  elsewhere: 'go_archive',
  uses: [
    'process',
    'registry',
    'files',
    'environment',
    'administrator',
    'msi',
    'pending-reboot',
    'go',
    'download',
    'msiexec',
    'go-install',
  ],
  params: installParams,
  returns: Type.Object({
    version: Type.Union([Type.String(), Type.Null()], {
      description: 'Of the Go that is installed afterwards.',
    }),
    install_dir: Type.Union([Type.String(), Type.Null()]),
    reboot_required: Type.Boolean({ description: 'msiexec ended with 3010 or 1641.' }),
    exit_codes: Type.Array(Type.Integer(), { description: 'Of each run of msiexec.' }),
    logs: Type.Array(Type.String(), { description: 'Verbose logs of msiexec, on the host.' }),
  }),
  examples: [
    {
      title: 'Upgrade with the installer that fetch_msi has put there',
      yaml: ['- msi_install:', '    version: 1.21.13', '  timeout: 600'].join('\n'),
    },
    { title: 'Uninstall', yaml: ['- msi_install:', '    state: absent'].join('\n') },
  ],
  lookup: async (params, io) => (params.index === undefined ? [] : readInstallers(params.index, io)),
  // Only a checksum that can be compared is worth reading the whole file.
  probeArgs: (params) => ({ src: source(params), hash: params.index !== undefined }),
  parseState: parseInstallState,
  reads: (params) => [fileId(source(params)), ...goResources],
  touches: () => [...upgradeCodes.map(productsId), pathId('machine')],
  foresee: (input, predicted) => foreseeInstall(input, source(input.params), predicted),
  plan: planInstall,
  result: resultOf,
  actions: { keep: sendOld },
});
