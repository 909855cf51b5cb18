import type { SkeletonFile } from './skeleton-file.ts';

/** A module without TypeScript: module.yml maps its params to a wanted state, windows.ps1 reads and changes it. */
export function scriptFiles(name: string): readonly SkeletonFile[] {
  return [
    { path: 'module.yml', text: moduleText(name) },
    { path: 'windows.ps1', text: windowsText },
    { path: 'cases/plan.yml', text: casesText },
  ];
}

const moduleText = (name: string) => `name: ${name}
summary: Keeps the text of a file.
platforms: [windows]
uses: [files] # libraries of functions that windows.ps1 may call
params:
  path: { type: string, required: true, description: "The file, with its full path." }
  text: { type: string, required: true, description: What it is to hold. }
# Which params tell what is wanted: property of the state -> param. The others only say what it is about.
state:
  text: text
# What it looks at and changes: check mode foresees later tasks by it.
resource: "file:{path}"
`;

const windowsText = `# Returns the present state: every property that \`state:\` of module.yml names; $null for what is not there.
function Probe($p) {
  @{ text = $(if ([IO.File]::Exists($p.path)) { Read-TextFile $p.path } else { $null }) }
}

# Gets the params that say what it is about, and under \`set\` only the properties that differ. To take it back it is called with the former values.
function Apply($step) {
  $p = $step.args
  if ($p.set.Contains('text')) {
    if ($null -eq $p.set.text) { [void](Remove-FileSafely $p.path) } else { Write-TextFile $p.path $p.set.text }
  }
  @{}
}
`;

const casesText = `- name: A file that is missing is written, and removed again by an undo
  params: { path: 'C:\\motd.txt', text: Hello }
  state: { text: null }
  steps:
    - action: set
      args: { path: 'C:\\motd.txt', set: { text: Hello } }
      changes: { text: [null, Hello] }
      undo: { action: set, args: { path: 'C:\\motd.txt', set: { text: null } } }

- name: Nothing is done to a file that is as wanted
  params: { path: 'C:\\motd.txt', text: Hello }
  state: { text: Hello }
  steps: []

- name: The text is required
  params: { path: 'C:\\motd.txt' }
  invalid: parameter "text" is missing
`;
