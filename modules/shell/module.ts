import { defineHostModule, refuse, Type } from 'gorun/module';
import {
  conditionArgs,
  conditionChanges,
  conditionProblem,
  conditionReads,
  isDone,
  parseConditions,
} from '../../src/commands/conditions.ts';
import { commandParams, commandReturns } from '../../src/commands/params.ts';

export default defineHostModule({
  name: 'shell',
  summary: 'Runs a shell script on a POSIX host.',
  description: [
    'The script is read by `/bin/sh`, or by `executable`. It travels as data: it stands in no file and on no command line, so nobody else on the host sees it. `args` are its `$1`, `$2`, …:',
    'values that come from variables belong there, for what a template puts into the script is read by the shell.',
    '',
    'It acts every time unless `creates` or `removes` says that there is nothing to do. In check mode it only says that it would run. Its exit code is that of its last command, unless',
    '`set -e` stands in front. `undo` is a script that takes it back, for `rollback:`; it gets the same `args`. Variables of its environment come from the keyword `environment`.',
  ].join('\n'),
  platforms: ['posix'],
  elsewhere: 'powershell',
  uses: ['program'],
  verify: 'none',
  params: Type.Object({
    cmd: Type.String({
      minLength: 1,
      pattern: '^[^\\u0000]*$',
      description: 'The script, one line or many.',
    }),
    args: Type.Array(Type.String({ pattern: '^[^\\u0000]*$' }), {
      default: [],
      description: 'Its `$1`, `$2` and so on.',
    }),
    executable: Type.String({
      default: '/bin/sh',
      pattern: '^/[^\\u0000]*$',
      description: 'The shell: one that knows what POSIX says of sh (bash, dash, ksh, zsh).',
    }),
    ...commandParams,
    undo: Type.Optional(Type.String({ minLength: 1, description: 'A script that takes it back.' })),
  }),
  returns: commandReturns,
  freeform: 'cmd',
  examples: [
    { title: 'A pipe', yaml: '- shell: dmesg | tail -n 20\n  changed_when: false' },
    {
      title: 'Values go in as arguments',
      yaml: '- shell:\n    cmd: |\n      set -e\n      mkdir -p "$1"\n      tar -C "$1" -xf /tmp/tool.tar\n    args: ["{{ folder }}"]\n    creates: /opt/tool/bin',
    },
  ],
  probeArgs: conditionArgs,
  parseState: parseConditions,
  reads: conditionReads,
  plan({ params, state, platform }) {
    const { creates: _creates, removes: _removes, undo, ...args } = params;
    const problem = conditionProblem(params, platform);
    if (problem !== undefined) return problem;
    if (params.cmd.trim() === '') return refuse('the script is empty', 'Give `cmd`.');
    if (isDone(params, state)) return { steps: [], expected: state };
    const back =
      undo === undefined
        ? {}
        : { undo: { action: 'run', args: { ...args, cmd: undo }, title: 'run the undo script' } };
    return {
      steps: [
        {
          action: 'run',
          args,
          title: 'run a script',
          changes: conditionChanges(params, 'script'),
          ...back,
        },
      ],
    };
  },
  result: (_input, [data]) => data ?? {},
});
