import { type Static, Type } from 'gorun/module';

export const rebootParams = Type.Object({
  when_pending: Type.Boolean({
    default: false,
    description: 'Restart only a host that waits for a restart.',
  }),
  delay: Type.Integer({
    default: 2,
    minimum: 0,
    maximum: 600,
    description: 'Seconds until it begins to shut down.',
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
});
/** What a playbook gives to win_reboot and reboot. */
export type RebootParams = Static<typeof rebootParams>;

/** What they return. */
export const rebootReturns = Type.Object({
  rebooted: Type.Boolean({ description: 'It was restarted.' }),
  elapsed: Type.Number({ description: 'Seconds until it was back.' }),
});
