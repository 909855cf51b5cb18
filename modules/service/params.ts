import { type Static, Type } from 'gorun/module';

export const serviceParams = Type.Object({
  name: Type.String({
    minLength: 1,
    maxLength: 255,
    pattern: '^[A-Za-z0-9@_.:\\\\][A-Za-z0-9@_.:\\\\-]*$',
    description: 'The unit; without an ending it is a `.service`.',
  }),
  state: Type.Optional(
    Type.Enum(['started', 'stopped', 'restarted', 'reloaded'], {
      description:
        '`restarted` and `reloaded` act every time; `reloaded` starts one that does not run. Not given: as it is.',
    }),
  ),
  enabled: Type.Optional(Type.Boolean({ description: 'Whether it starts with the system.' })),
  masked: Type.Optional(
    Type.Boolean({ description: 'Nothing can start it: what would is led to /dev/null.' }),
  ),
  daemon_reload: Type.Boolean({
    default: false,
    description: 'Unit files are read anew first, where systemd says that they have changed.',
  }),
  timeout: Type.Integer({
    default: 90,
    minimum: 1,
    maximum: 3600,
    description: 'Seconds for the service to come into the wanted state.',
  }),
});
/** What a playbook gives to service. */
export type ServiceParams = Static<typeof serviceParams>;

/** The unit's whole name. */
export const unitOf = (name: string): string =>
  /\.(?:service|socket|timer|path|target|mount|automount|swap|slice|scope|device)$/.test(name)
    ? name
    : `${name}.service`;
