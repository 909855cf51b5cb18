import type { JsonObject } from '../../src/json.ts';
import { installer } from './installer-index.ts';
import { former, wanted } from './playbook.ts';

const folder = 'C:\\Program Files\\Go';
const upgradeCode = '{22EA7650-4AC6-4001-BF29-F4B8775DB1C0}';
const code = (version: string) => `{AAAAAAAA-0000-0000-0000-0000000${version.replaceAll('.', '')}}`;
const cache = 'C:\\ProgramData\\gorun\\cache';

/** PATH of a host that nobody has tidied, and after. */
const paths = {
  tidy: ['%SystemRoot%', '%SystemRoot%\\system32', `${folder}\\bin`, 'C:\\Tools'],
  untidy: ['%SystemRoot%', '%SystemRoot%\\system32', `${folder}\\bin`, 'C:\\Tools', 'C:\\Tools'],
};

/** The value of a tidy PATH. */
export const tidyPath = paths.tidy.join(';');

const stored = (entries: readonly string[]): JsonObject => ({
  exists: true,
  kind: 'ExpandString',
  value: entries.join(';'),
  entries: entries.map((text) => ({ text, expanded: text.replace('%SystemRoot%', 'C:\\Windows') })),
});

const nothing: JsonObject = { exists: false, kind: null, value: null, entries: [] };

/** What Get-GoState would return. */
function goState(version: string, tidy: boolean): JsonObject {
  return {
    products: [
      {
        upgradeCode,
        productCode: code(version),
        name: `Go Programming Language amd64 go${version}`,
        version,
        arch: 'amd64',
        installDir: folder,
        package: 'C:\\Windows\\Installer\\1a.msi',
      },
    ],
    folders: [{ path: folder, exe: true, version, arch: 'amd64' }],
    path: { machine: stored(tidy ? paths.tidy : paths.untidy), user: nothing },
    commands: [{ scope: 'machine', entry: `${folder}\\bin`, file: `${folder}\\bin\\go.exe` }],
    goroot: { machine: null, user: null },
    windows: { name: 'Windows Server 2022', major: 10, minor: 0, build: 20348 },
    pendingReboot: [],
    administrator: true,
    disk: { drive: 'C:\\', freeBytes: 50_000_000_000 },
    programFiles: { own: 'C:\\Program Files', x86: 'C:\\Program Files (x86)' },
  };
}

const msi = (version: string): JsonObject => ({
  problem: null,
  productCode: code(version),
  upgradeCode,
  name: `Go Programming Language amd64 go${version}`,
  version,
  platform: 'x64',
});

/** How a simulated host stands. */
export interface Standing {
  readonly version: string;
  readonly tidy: boolean;
  /** The installer of the wanted version is there. */
  readonly fetched: boolean;
}

/** What the probe of each module that does not depend on its arguments would find. */
export const probes: Readonly<Record<string, (standing: Standing) => JsonObject>> = {
  go_version_fact: ({ version, tidy }) => goState(version, tidy),
  fetch_msi: ({ fetched }) => ({
    path: `${cache}\\go${wanted}.windows-amd64.msi`,
    exists: fetched,
    folder: false,
    size: fetched ? installer.size : null,
    sha256: fetched ? installer.sha256 : null,
    partial: 0,
    freeBytes: 50_000_000_000,
    publisher: null,
  }),
  msi_install: ({ version, tidy, fetched }) => ({
    go: goState(version, tidy),
    source: {
      path: `${cache}\\go${wanted}.windows-amd64.msi`,
      exists: fetched,
      size: fetched ? installer.size : 0,
      sha256: null,
      package: fetched ? msi(wanted) : null,
    },
    ways: [
      {
        productCode: code(former),
        from: 'installer',
        path: 'C:\\Windows\\Installer\\1a.msi',
        size: installer.size,
        package: msi(former),
      },
    ],
  }),
  env_path: ({ tidy }) => ({
    path: stored(tidy ? paths.tidy : paths.untidy),
    named: [],
    administrator: true,
  }),
  verify: ({ version, tidy }) => ({
    go: goState(version, tidy),
    reported: { exitCode: 0, timedOut: false, output: `go version go${version} windows/amd64` },
    compile: null,
    command: null,
  }),
};
