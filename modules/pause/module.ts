import { defineControllerModule, Type } from 'gorun/module';

export default defineControllerModule({
  name: 'pause',
  summary: 'Waits.',
  description:
    'Every host waits for itself; with `run_once` the play waits once. In check mode nothing waits. gorun never asks at the terminal: a run behaves the same with and without one.',
  ahead: 'waits',
  params: Type.Object({
    seconds: Type.Optional(Type.Number({ minimum: 0, description: 'How long, added to `minutes`.' })),
    minutes: Type.Optional(Type.Number({ minimum: 0, description: 'How long, added to `seconds`.' })),
    prompt: Type.Optional(Type.String({ description: 'Shown while it waits; not a question.' })),
  }),
  returns: Type.Object({ seconds: Type.Number({ description: 'How long it waited.' }) }),
  freeform: 'seconds',
  examples: [{ title: 'Give a service time to start', yaml: '- pause:\n    seconds: 20' }],
  async run({ seconds, minutes, prompt }, io) {
    if (seconds === undefined && minutes === undefined)
      return { failed: 'pause needs seconds or minutes; gorun does not wait for a key to be pressed' };
    const wait = (seconds ?? 0) + 60 * (minutes ?? 0);
    const message = prompt === undefined ? {} : { message: prompt };
    if (io.check) return { ...message, result: { seconds: 0 } };
    await io.sleep(wait * 1000);
    return { ...message, result: { seconds: wait } };
  },
});
