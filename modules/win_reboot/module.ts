import { change, defineHostModule, parseAs, Type } from 'gorun/module';
import { upgradeCodes } from '../../src/go/upgrade-codes.ts';
import { anything, productsId } from '../../src/module/resources.ts';
import { reboot } from './reboot.ts';

export default defineHostModule({
  name: 'win_reboot',
  summary: 'Restarts the host and waits until it is back.',
  description: `It has restarted when the time of its last start is another one, not merely when it answers again. With \`when_pending\` only a host that waits for a
restart is restarted (component servicing, Windows Update, files to be renamed, an interrupted installation). A restart cannot be taken back.`,
  platforms: ['windows'],
  uses: ['process', 'registry', 'pending-reboot'],
  verify: 'none',
  params: Type.Object({
    when_pending: Type.Boolean({
      default: false,
      description: 'Restart only a host that waits for a restart.',
    }),
    delay: Type.Integer({
      default: 2,
      minimum: 0,
      maximum: 600,
      description: 'Seconds until Windows begins to shut down.',
    }),
    reboot_timeout: Type.Integer({
      default: 600,
      minimum: 10,
      description: 'Seconds for the host to be back and pass the test.',
    }),
    settle: Type.Integer({ default: 0, minimum: 0, description: 'Seconds to wait once it is back.' }),
    test: Type.Optional(
      Type.Array(Type.String(), {
        minItems: 1,
        description: 'A program and its arguments; the host is back once it ends with 0.',
      }),
    ),
    msg: Type.String({
      default: 'Restarted by gorun.',
      maxLength: 512,
      description: 'Shown to people who are logged on.',
    }),
  }),
  returns: Type.Object({
    rebooted: Type.Boolean({ description: 'It was restarted.' }),
    elapsed: Type.Number({ description: 'Seconds until it was back.' }),
  }),
  examples: [
    { title: 'After an installer that asked for it', yaml: '- win_reboot:\n    when_pending: true' },
  ],
  probeArgs: () => ({}),
  parseState: parseAs(Type.Object({ boot: Type.String(), reasons: Type.Array(Type.String()) })),
  // Whether a restart is pending hangs on whatever was installed, renamed or joined.
  reads: ({ when_pending }) =>
    when_pending ? ['host:boot', anything, ...upgradeCodes.map(productsId)] : ['host:boot'],
  plan({ params, state }) {
    const { when_pending, ...args } = params;
    if (when_pending && state.reasons.length === 0) return { steps: [], expected: state };
    const why = state.reasons.length === 0 ? 'no restart is pending' : `pending: ${state.reasons.join(', ')}`;
    return {
      steps: [
        {
          action: 'reboot',
          args: { ...args, boot: state.boot },
          title: `restart (${why})`,
          changes: [change('last start', state.boot, 'a new one')],
          where: 'controller',
          timeout: params.delay + params.reboot_timeout + params.settle + 30,
        },
      ],
    };
  },
  result: (_input, [data]) => ({ rebooted: data !== undefined, elapsed: 0, ...data }),
  actions: { reboot },
});
