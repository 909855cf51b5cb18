import { defineHostModule, parseAs, Type } from 'gorun/module';

export default defineHostModule({
  name: 'ping',
  summary: 'Proves that a host can be reached and that its worker answers.',
  description:
    'Changes nothing. Use it as `gorun ping PATTERN`, or first in a play to find unreachable hosts early.',
  platforms: ['windows', 'posix'],
  params: Type.Object({
    data: Type.String({ default: 'pong', description: 'Sent to the host and back; returned under `ping`.' }),
  }),
  returns: Type.Object({ ping: Type.String({ description: 'The data, as it came back.' }) }),
  freeform: 'data',
  examples: [{ title: 'Reach every host', yaml: '- ping:' }],
  parseState: parseAs(Type.Object({ data: Type.String() })),
  reads: () => [],
  touches: () => [],
  plan: ({ state }) => ({ steps: [], expected: state }),
  result: ({ state }) => ({ ping: state.data }),
});
