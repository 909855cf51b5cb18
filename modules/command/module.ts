import { defineHostModule, Type } from 'gorun/module';
import {
  conditionArgs,
  conditionChanges,
  conditionProblem,
  conditionReads,
  isDone,
  parseConditions,
} from '../../src/commands/conditions.ts';
import { commandParams, commandReturns } from '../../src/commands/params.ts';
import { argvOf } from './argv.ts';

export default defineHostModule({
  name: 'command',
  summary: 'Runs a program, without a shell, on Windows and POSIX hosts.',
  description: [
    'No shell reads the arguments, so there is no `&&`, `>`, `*` or `$HOME`; for those there is `shell` (POSIX) and `powershell` (Windows). `cmd` is taken apart into words as a',
    'POSIX shell does it, quotes and backslashes included; nothing in it is replaced. On Windows only `argv` is taken. It acts every time unless `creates` or `removes` says that there is',
    'nothing to do. In check mode it only says that it would run.',
    '',
    'What it writes beyond 1 MiB is read and forgotten. A program that it leaves in the background lives on; its output is waited for two seconds. Variables of its environment come from the',
    'keyword `environment`.',
  ].join('\n'),
  platforms: ['windows', 'posix'],
  uses: { windows: ['process', 'command'], posix: ['program'] },
  verify: 'none',
  params: Type.Object({
    cmd: Type.Optional(Type.String({ minLength: 1, description: 'The command line. POSIX hosts only.' })),
    argv: Type.Optional(
      Type.Array(Type.String(), {
        minItems: 1,
        description:
          'The program (a path, or a name that PATH finds) and its arguments, instead of `cmd`: they arrive byte for byte.',
      }),
    ),
    ...commandParams,
  }),
  returns: commandReturns,
  freeform: 'cmd',
  examples: [
    { title: 'A program', yaml: '- command: systemctl is-system-running\n  changed_when: false' },
    {
      title: 'Once only, with an argument that has blanks',
      yaml: '- command:\n    argv: [/opt/tool/setup, --name, "build agent"]\n    creates: /opt/tool/installed',
    },
  ],
  probeArgs: conditionArgs,
  parseState: parseConditions,
  reads: conditionReads,
  plan({ params, state, platform }) {
    const { creates: _creates, removes: _removes, cmd: _cmd, argv: _argv, ...args } = params;
    const argv = argvOf(params, platform);
    const problem = conditionProblem(params, platform);
    if (problem !== undefined) return problem;
    if ('refused' in argv) return argv;
    if (isDone(params, state)) return { steps: [], expected: state };
    return {
      steps: [
        {
          action: 'run',
          args: { ...args, argv: [...argv] },
          title: `run ${argv[0]}`,
          changes: conditionChanges(params, 'program'),
        },
      ],
    };
  },
  result: (_input, [data]) => data ?? {},
});
