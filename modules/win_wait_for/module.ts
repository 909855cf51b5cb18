import { defineHostModule } from 'gorun/module';
import { waitParams } from './params.ts';
import { planWait } from './plan.ts';
import { parseWaitState, waitQuestion, waitResult, waitReturns } from './sight.ts';

export default defineHostModule({
  name: 'win_wait_for',
  summary: 'Waits until a port, a file, a text in a file or a service is as wanted.',
  description: `The waiting is done on the host: its ports are tried from there, and a dropped connection costs nothing but the look of that moment. It changes nothing,
so the task is ok, never changed. In check mode it looks once and says whether it would wait.`,
  platforms: ['windows'],
  elsewhere: 'wait_for',
  uses: ['files', 'services', 'wait'],
  verify: 'none',
  params: waitParams,
  returns: waitReturns,
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
  probeArgs: waitQuestion,
  parseState: parseWaitState,
  touches: () => [],
  plan: planWait,
  result: ({ params, state }, [data]) => waitResult(params, state, data),
});
