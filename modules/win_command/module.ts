import { change, defineHostModule, fileId, parseAs, Type } from 'gorun/module';

const path = (description: string) => Type.Optional(Type.String({ minLength: 1, description }));

export default defineHostModule({
  name: 'win_command',
  summary: 'Runs a program, without a shell.',
  description: `The arguments arrive in the program byte for byte: no shell reads them, so there is nothing to quote and no \`&&\`, \`>\` or
\`%PATH%\`. It acts every time unless \`creates\` or \`removes\` says that there is nothing to do. In check mode it only says that it would run.
Batch files are refused, because cmd would read their arguments as commands.`,
  platforms: ['windows'],
  elsewhere: 'command',
  uses: ['process', 'command'],
  verify: 'none',
  params: Type.Object({
    argv: Type.Array(Type.String(), {
      minItems: 1,
      description: 'The program (a path, or a name that PATH finds) and its arguments.',
    }),
    creates: path('Nothing is run when this file or folder exists.'),
    removes: path('Nothing is run when this file or folder does not exist.'),
    chdir: path('The folder to run in.'),
    environment: Type.Optional(
      Type.Record(Type.String({ minLength: 1 }), Type.Union([Type.String(), Type.Null()]), {
        description: 'Variables for the program, beside those of the host; null takes one away.',
      }),
    ),
    stdin: Type.Optional(
      Type.String({ description: 'What the program reads from its standard input (UTF-8).' }),
    ),
    ok_codes: Type.Array(Type.Integer(), {
      default: [0],
      minItems: 1,
      description: 'Exit codes that are no failure.',
    }),
  }),
  returns: Type.Object({
    rc: Type.Integer({ description: 'The exit code.' }),
    stdout: Type.String({ description: 'What it wrote, at most 1 MiB.' }),
    stderr: Type.String({ description: 'What it wrote to its standard error, at most 1 MiB.' }),
    truncated: Type.Boolean({ description: 'It wrote more than was kept.' }),
    ms: Type.Integer({ description: 'How long it ran.' }),
  }),
  freeform: 'argv',
  examples: [
    {
      title: 'Run a program with an argument that has spaces',
      yaml: '- win_command:\n    argv: [go, env, -w, "GOFLAGS=-mod=mod -trimpath"]',
    },
    {
      title: 'Once only',
      yaml: '- win_command:\n    argv: [C:\\tools\\setup.exe, /quiet]\n    creates: C:\\Program Files\\Tool\\tool.exe',
    },
  ],
  probeArgs: ({ creates, removes }) => ({ creates: creates ?? null, removes: removes ?? null }),
  parseState: parseAs(
    Type.Object({
      creates: Type.Boolean({ description: 'The path of `creates` exists.' }),
      removes: Type.Boolean({ description: 'The path of `removes` exists.' }),
    }),
  ),
  reads: ({ creates, removes }) =>
    [creates, removes].flatMap((one) => (one === undefined ? [] : [fileId(one)])),
  plan({ params, state }) {
    const { creates, removes, ...args } = params;
    if (creates !== undefined && state.creates) return { steps: [], expected: state };
    if (removes !== undefined && !state.removes) return { steps: [], expected: state };
    const changes = [
      ...(creates === undefined ? [] : [change(creates, 'missing', 'made by the program')]),
      ...(removes === undefined ? [] : [change(removes, 'present', 'removed by the program')]),
    ];
    return { steps: [{ action: 'run', args, title: `run ${params.argv[0]}`, changes }] };
  },
  result: (_input, [data]) => data ?? {},
});
