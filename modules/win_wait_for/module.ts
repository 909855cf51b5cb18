import { defineHostModule, parseAs, Type } from 'gorun/module';
import { waitParams } from './params.ts';
import { planWait } from './plan.ts';

export default defineHostModule({
  name: 'win_wait_for',
  summary: 'Waits until a port, a file, a text in a file or a service is as wanted.',
  description: `The waiting is done on the host: its ports are tried from there, and a dropped connection costs nothing but the look of that moment. It changes nothing,
so the task is ok, never changed. In check mode it looks once and says whether it would wait.`,
  platforms: ['windows'],
  uses: ['files', 'services'],
  verify: 'none',
  params: waitParams,
  returns: Type.Object({
    elapsed: Type.Number({ description: 'Seconds, the delay included.' }),
    wait_attempts: Type.Integer({ description: 'How often it looked.' }),
    match: Type.String({ description: 'What search_regex found; empty where it was not asked for.' }),
  }),
  examples: [
    {
      title: 'Until the agent answers',
      yaml: '- win_wait_for:\n    port: 8443\n    delay: 5\n    timeout: 120',
    },
    {
      title: 'Until the log says that it is done',
      yaml: "- win_wait_for:\n    path: C:\\agent\\agent.log\n    search_regex: '^ready in \\d+ ms'",
    },
    {
      title: 'Until nobody is connected any more',
      yaml: '- win_wait_for:\n    port: 8443\n    host: 0.0.0.0\n    state: drained',
    },
  ],
  probeArgs: ({ port, host, path, search_regex, service, state, connect_timeout, exclude_hosts }) => ({
    port: port ?? null,
    host,
    path: path ?? null,
    search_regex: search_regex ?? null,
    service: service ?? null,
    state,
    connect_timeout,
    exclude_hosts,
  }),
  parseState: parseAs(
    Type.Object({
      met: Type.Boolean(),
      seen: Type.String({ description: 'What search_regex found, or why it is not so yet.' }),
    }),
  ),
  touches: () => [],
  plan: planWait,
  result: ({ params, state }, [data]) =>
    data ?? { elapsed: 0, wait_attempts: 1, match: params.search_regex === undefined ? '' : state.seen },
});
