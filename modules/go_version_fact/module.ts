import { defineHostModule, parseAs, Type } from 'gorun/module';
import { foreseeGo, goResources } from '../../src/go/foresee.ts';
import { goOverview } from '../../src/go/overview.ts';
import { GoState } from '../../src/go/state.ts';

export default defineHostModule({
  name: 'go_version_fact',
  summary: 'Finds every Go on the host and tells of it in the variable `go`.',
  description: [
    'Looks for Go by the UpgradeCodes of its installers (all processors), along PATH, at GOROOT and in the usual folders. Changes nothing.',
    '',
    '`go.version` and `go.path` are those of the go that a new process finds through PATH; `go.installed` are the products that',
    'Windows Installer knows. `go.twins` is true where more than one is installed.',
  ].join('\n'),
  platforms: ['windows'],
  uses: ['registry', 'files', 'environment', 'administrator', 'msi', 'pending-reboot', 'go'],
  params: Type.Object({}),
  returns: Type.Object({ go: Type.Object({}, { additionalProperties: true, description: 'See above.' }) }),
  examples: [
    {
      title: 'Upgrade only where an older Go is',
      yaml: ['- go_version_fact:', '- debug: "has {{ go.version }} at {{ go.path }}"'].join('\n'),
    },
  ],
  defines: ['go'],
  parseState: parseAs(GoState),
  reads: () => goResources,
  touches: () => [],
  foresee: ({ state }, predicted) => foreseeGo(state, predicted),
  plan: () => ({ steps: [] }),
  result: ({ state }) => ({ go: goOverview(state) }),
  facts: ({ state }) => ({ go: goOverview(state) }),
});
