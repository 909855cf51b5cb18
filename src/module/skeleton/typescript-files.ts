import type { SkeletonFile } from './skeleton-file.ts';

/** A module in TypeScript that keeps the text of a file: small, whole, and it can be taken back. */
export function typescriptFiles(name: string): readonly SkeletonFile[] {
  return [
    { path: 'module.ts', text: moduleText(name) },
    { path: 'windows.ps1', text: windowsText },
    { path: 'cases/plan.yml', text: casesText },
  ];
}

const moduleText = (name: string) => `import { change, defineHostModule, parseAs, Type } from 'gorun/module';

export default defineHostModule({
  name: '${name}',
  summary: 'Keeps the text of a file.',
  platforms: ['windows'],
  // Libraries of functions that windows.ps1 may call.
  uses: ['files'],
  params: Type.Object({
    path: Type.String({ description: 'The file, with its full path.' }),
    text: Type.String({ description: 'What it is to hold.' }),
  }),
  examples: [{ title: 'A message of the day', yaml: '- ${name}:\\n    path: C:\\\\motd.txt\\n    text: Hello' }],
  // What Probe of windows.ps1 returns; anything else is an error.
  parseState: parseAs(Type.Object({ text: Type.Union([Type.String(), Type.Null()]) })),
  // What it looks at and what it may change: check mode foresees later tasks by it.
  reads: ({ path }) => [\`file:\${path}\`],
  touches: ({ path }) => [\`file:\${path}\`],
  // Pure: the same params and state always give the same steps. No steps: the host is as wanted.
  plan({ params: { path, text }, state }) {
    if (state.text === text) return { steps: [], expected: state };
    return {
      steps: [
        {
          action: 'write',
          args: { path, text },
          title: \`write \${path}\`,
          changes: [change('text', state.text, text)],
          undo:
            state.text === null
              ? { action: 'remove', args: { path }, title: \`remove \${path}\` }
              : { action: 'write', args: { path, text: state.text }, title: \`write \${path} as it was\` },
        },
      ],
      expected: { text },
    };
  },
});
`;

const windowsText = `# Probe reads and changes nothing. $p: the params.
function Probe($p) {
  @{ text = $(if ([IO.File]::Exists($p.path)) { Read-TextFile $p.path } else { $null }) }
}

# Apply carries out one step. $step: its action and args.
function Apply($step) {
  switch ($step.action) {
    'write' { Write-TextFile $step.args.path $step.args.text }
    'remove' { [void](Remove-FileSafely $step.args.path) }
    default { throw "unknown action $($step.action)" }
  }
  @{}
}
`;

const casesText = `# Each case: what the host is like, and what the module must decide. The format is in
# docs/writing-a-module.md of gorun.
- name: A file that is missing is written, and removed again by an undo
  params: { path: 'C:\\motd.txt', text: Hello }
  state: { text: null }
  steps:
    - action: write
      args: { path: 'C:\\motd.txt', text: Hello }
      changes: { text: [null, Hello] }
      undo: { action: remove, args: { path: 'C:\\motd.txt' } }
  expected: { text: Hello }

- name: Another text is replaced, and put back by an undo
  params: { path: 'C:\\motd.txt', text: Hello }
  state: { text: Good morning }
  steps:
    - action: write
      changes: { text: [Good morning, Hello] }
      undo: { action: write, args: { path: 'C:\\motd.txt', text: Good morning } }

- name: Nothing is done to a file that is as wanted
  params: { path: 'C:\\motd.txt', text: Hello }
  state: { text: Hello }
  steps: []

- name: The text is required
  params: { path: 'C:\\motd.txt' }
  invalid: parameter "text" is missing
`;
