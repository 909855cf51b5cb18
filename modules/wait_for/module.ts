import { defineHostModule, type JsonObject, Type } from 'gorun/module';
import { anyHostPath, pathProblem } from '../../src/files/host-path.ts';
import { type WaitParams, waitParams } from '../win_wait_for/params.ts';
import { planWait } from '../win_wait_for/plan.ts';
import { parseWaitState, waitQuestion, waitResult, waitReturns } from '../win_wait_for/sight.ts';

export default defineHostModule({
  name: 'wait_for',
  summary: 'Waits until a port, a file, a text in a file or a service is as wanted.',
  description: [
    'The waiting is done on the host: its ports are tried from there, and a dropped connection costs nothing but the look of that moment. It changes nothing,',
    'so the task is ok, never changed. In check mode it looks once and says whether it would wait.',
    '',
    'A port of a POSIX host is tried with bash, nc or curl, whichever is there; one of the host itself is else looked for in /proc. `drained` looks there, too.',
  ].join('\n'),
  platforms: ['windows', 'posix'],
  uses: { windows: ['files', 'services', 'wait'], posix: [] },
  verify: 'none',
  params: Type.Object({
    ...waitParams.properties,
    // Not what a program could take for an option.
    host: Type.String({
      default: '127.0.0.1',
      pattern: '^[^-/\\s][^/\\s]*$',
      description:
        'Whose port, as seen from the host; for `drained` its own address, 0.0.0.0 being all of them.',
    }),
    path: Type.Optional(anyHostPath('A file or folder.')),
    search_regex: Type.Optional(
      Type.String({
        minLength: 1,
        description:
          'What a line of the file is to hold: on POSIX hosts an extended expression as `grep -E` takes it, on Windows one of .NET in multiline mode.',
      }),
    ),
    service: Type.Optional(
      Type.String({ minLength: 1, description: 'The name of a service: of Windows, or a unit of systemd.' }),
    ),
  }),
  returns: waitReturns,
  examples: [
    { title: 'Until the agent answers', yaml: '- wait_for:\n    port: 8443\n    delay: 5\n    timeout: 120' },
    {
      title: 'Until the log says that it is done',
      yaml: "- wait_for:\n    path: /var/log/agent.log\n    search_regex: '^ready in [0-9]+ ms'",
    },
    {
      title: 'Until nobody is connected any more',
      yaml: '- wait_for:\n    port: 8443\n    host: 0.0.0.0\n    state: drained',
    },
  ],
  probeArgs: (params, _lookup, platform) =>
    platform === 'posix' ? posixArgs(params, waitQuestion(params)) : waitQuestion(params),
  parseState: parseWaitState,
  touches: () => [],
  plan: (input) => {
    const { params, platform } = input;
    const problem = params.path === undefined ? undefined : pathProblem(params.path, platform);
    if (problem !== undefined) return problem;
    const plan = planWait(input);
    if ('refused' in plan || platform === 'windows') return plan;
    return { ...plan, steps: plan.steps.map((step) => ({ ...step, args: posixArgs(params, step.args) })) };
  },
  result: ({ params, state }, [data]) => waitResult(params, state, data),
});

/** A shell reckons in whole numbers: hundredths of a second, and whole seconds for a try to connect. */
function posixArgs({ timeout, sleep, connect_timeout }: WaitParams, args: JsonObject): JsonObject {
  return {
    ...args,
    connect_timeout: Math.ceil(connect_timeout),
    limit: Math.round(timeout * 100),
    pause: Math.round(sleep * 100),
  };
}
