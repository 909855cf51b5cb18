import { defineControllerModule, Type } from 'gorun/module';

const seconds = (value: number, description: string) =>
  Type.Number({ default: value, minimum: 0, description });

export default defineControllerModule({
  name: 'wait_for_connection',
  summary: 'Waits until the host answers.',
  description:
    'Each try is a connection of its own, at the end of which a worker answers on the host: a port that is open is not enough. Use it as the first task of a play for hosts that are still starting, or after something that restarted them; `reboot` waits by itself. In check mode it tries once, and only says whether it would wait.',
  ahead: 'waits',
  params: Type.Object({
    delay: seconds(0, 'Seconds before the first try.'),
    sleep: seconds(1, 'Seconds between two tries.'),
    timeout: seconds(600, 'Seconds from the first try until the task fails.'),
    connect_timeout: Type.Number({
      default: 30,
      minimum: 1,
      description: 'Seconds for one try: the connection and the start of the worker.',
    }),
  }),
  returns: Type.Object({
    elapsed: Type.Number({ description: 'Seconds, the delay included.' }),
    tries: Type.Integer(),
  }),
  examples: [
    {
      title: 'Hosts that have just been made',
      yaml: '- hosts: new\n  gather_facts: false\n  tasks:\n    - wait_for_connection:\n        timeout: 300',
    },
  ],
  async run({ delay, sleep, timeout, connect_timeout }, io) {
    const began = io.now();
    if (!io.check) await io.sleep(delay * 1000);
    const first = io.now();
    for (let tries = 1; ; tries++) {
      const why = await io.reach(connect_timeout);
      const elapsed = Math.round((io.now() - began) / 100) / 10;
      if (why === undefined) return { result: { elapsed, tries } };
      if (io.check) return { message: `would wait: ${why}`, result: { elapsed, tries } };
      const over = io.now() + sleep * 1000 - first > timeout * 1000;
      if (over || !(await io.sleep(sleep * 1000)))
        return {
          failed: `${io.host} does not answer after ${timeout} s (${tries} ${tries === 1 ? 'try' : 'tries'}): ${why}`,
          result: { elapsed, tries },
        };
    }
  },
});
