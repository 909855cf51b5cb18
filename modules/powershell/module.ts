import { change, defineHostModule, fileId, type Json, parseAs, Type } from 'gorun/module';

const path = (description: string) => Type.Optional(Type.String({ minLength: 1, description }));

export default defineHostModule({
  name: 'powershell',
  summary: 'Runs a PowerShell script.',
  description: `The script runs in a fresh runspace of the host's worker, as the connecting account. \`args\` are bound to its \`param(…)\` block by name, as data:
they never become a part of the script's text. Do not put templates into \`script\`; put them into \`args\`.

It acts every time unless \`creates\` or \`removes\` says that there is nothing to do; \`changed_when: "!r.changed"\` and the like can judge by what the
script returned. In check mode it only says that it would run. Errors end the script and fail the task unless \`error_action\` is \`continue\`.
\`undo\` is a script that takes it back, for \`rollback:\`; it gets the same \`args\`.`,
  platforms: ['windows'],
  elsewhere: 'shell',
  verify: 'none',
  params: Type.Object({
    script: Type.String({ minLength: 1, description: 'The script.' }),
    args: Type.Record(Type.String({ pattern: '^[A-Za-z_][A-Za-z0-9_]*$' }), Type.Unsafe<Json>({}), {
      default: {},
      description:
        "Values for the script's parameters, by name. A mapping arrives as a hashtable, a list as an array.",
    }),
    creates: path('Nothing is run when this file or folder exists.'),
    removes: path('Nothing is run when this file or folder does not exist.'),
    chdir: path('The folder that the script starts in.'),
    error_action: Type.Union([Type.Literal('stop'), Type.Literal('continue')], {
      default: 'stop',
      description: 'What the first error does: `stop` fails the task; `continue` notes it under `errors`.',
    }),
    undo: Type.Optional(
      Type.String({ minLength: 1, description: 'A script that takes back what the script did.' }),
    ),
  }),
  returns: Type.Object({
    output: Type.Array(Type.Unknown(), {
      description: 'The objects that the script wrote: texts, numbers, mappings, lists.',
    }),
    stdout: Type.String({
      description: 'The same as text, a line each, with what Write-Host said in between.',
    }),
    errors: Type.Array(Type.String(), { description: 'What went to the error stream.' }),
    warnings: Type.Array(Type.String(), { description: 'What went to the warning stream; shown, too.' }),
  }),
  freeform: 'script',
  examples: [
    {
      title: 'Data goes in by name and comes back as objects',
      yaml: '- powershell:\n    script: |\n      param([string]$Name)\n      [pscustomobject]@{ name = $Name; exists = [IO.Directory]::Exists($Name) }\n    args:\n      Name: "{{ folder }}"\n  register: found',
    },
    {
      title: 'A change with its way back',
      yaml: '- powershell:\n    script: |\n      param($Path) [void][IO.Directory]::CreateDirectory($Path)\n    undo: |\n      param($Path) [IO.Directory]::Delete($Path)\n    args: { Path: C:\\tools }\n    creates: C:\\tools',
    },
  ],
  probeArgs: ({ creates, removes }) => ({ creates: creates ?? null, removes: removes ?? null }),
  parseState: parseAs(Type.Object({ creates: Type.Boolean(), removes: Type.Boolean() })),
  reads: ({ creates, removes }) =>
    [creates, removes].flatMap((one) => (one === undefined ? [] : [fileId(one)])),
  plan({ params, state }) {
    const { creates, removes, script, undo, args: values, chdir, error_action } = params;
    if (creates !== undefined && state.creates) return { steps: [], expected: state };
    if (removes !== undefined && !state.removes) return { steps: [], expected: state };
    const args = { values, error_action, ...(chdir === undefined ? {} : { chdir }) };
    const changes = [
      ...(creates === undefined ? [] : [change(creates, 'missing', 'made by the script')]),
      ...(removes === undefined ? [] : [change(removes, 'present', 'removed by the script')]),
    ];
    const back =
      undo === undefined
        ? {}
        : { undo: { action: 'run', args: { ...args, script: undo }, title: 'run the undo script' } };
    return { steps: [{ action: 'run', args: { ...args, script }, title: 'run a script', changes, ...back }] };
  },
  result: (_input, [data]) => data ?? {},
});
