import { defineHostModule, isJsonObject, type Json, type JsonObject, parseAs, Type } from 'gorun/module';
import { foreseeGo, goResources } from '../../src/go/foresee.ts';
import { goOverview } from '../../src/go/overview.ts';
import { foreseePosixGo, posixGoResources } from '../../src/go/posix-foresee.ts';
import { posixGoOverview } from '../../src/go/posix-overview.ts';
import { PosixGoState } from '../../src/go/posix-state.ts';
import { GoState } from '../../src/go/state.ts';

const parsePosix = parseAs(Type.Object({ go: PosixGoState }));
const parseWindows = parseAs(GoState);

/** Of either platform: a POSIX host tells of Go under `go`. */
type State = { readonly go: PosixGoState } | GoState;

export default defineHostModule({
  name: 'go_version_fact',
  summary: 'Finds every Go on the host and tells of it in the variable `go`.',
  description: [
    'On Windows it looks for Go by the UpgradeCodes of its installers (all processors), elsewhere for its folders (`/usr/local/go`, those of',
    'go_archive and of distributions, `~/sdk`); everywhere along PATH and at GOROOT. Changes nothing.',
    '',
    '`go.version` and `go.path` are those of the go that a new process (on POSIX hosts: a new login) finds through PATH; `go.installed` are the products that',
    'Windows Installer knows, on POSIX hosts the whole folders. `go.twins` is true where more than one is installed.',
  ].join('\n'),
  platforms: ['windows', 'posix'],
  uses: {
    windows: ['registry', 'files', 'environment', 'administrator', 'msi', 'pending-reboot', 'go'],
    posix: ['go-system', 'login', 'go'],
  },
  params: Type.Object({}),
  returns: Type.Object({ go: Type.Object({}, { additionalProperties: true, description: 'See above.' }) }),
  examples: [
    {
      title: 'Upgrade only where an older Go is',
      yaml: ['- go_version_fact:', '- debug: "has {{ go.version }} at {{ go.path }}"'].join('\n'),
    },
  ],
  defines: ['go'],
  parseState: (value: Json): State =>
    isJsonObject(value) && 'go' in value ? parsePosix(value) : parseWindows(value),
  reads: (_params, _lookup, platform) => (platform === 'windows' ? goResources : posixGoResources),
  touches: () => [],
  foresee: ({ state }, predicted) =>
    'go' in state ? { go: foreseePosixGo(state.go, predicted) } : foreseeGo(state, predicted),
  plan: () => ({ steps: [] }),
  result: ({ state }) => ({ go: overviewOf(state) }),
  facts: ({ state }) => ({ go: overviewOf(state) }),
});

function overviewOf(state: State): JsonObject {
  return 'go' in state ? posixGoOverview(state.go) : goOverview(state);
}
