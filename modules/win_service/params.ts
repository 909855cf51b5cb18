import { type Static, Type } from 'gorun/module';

const text = (description: string) => Type.Optional(Type.String({ description }));
const oneOf = <const Names extends string[]>(names: Names, description: string) =>
  Type.Optional(Type.Enum(names, { description }));

export const serviceParams = Type.Object({
  name: Type.String({
    minLength: 1,
    maxLength: 256,
    pattern: '^[^/\\\\]+$',
    description: 'The name of the service, not the one that is displayed.',
  }),
  state: oneOf(
    ['started', 'stopped', 'restarted', 'paused', 'absent'],
    '`restarted` acts every time. Not given: as it is; a new service stays stopped.',
  ),
  start_mode: oneOf(
    ['auto', 'delayed', 'manual', 'disabled'],
    'When Windows starts it; a new service: `auto`.',
  ),
  path: text(
    'The program and its arguments, as one command line. A service that is not there is made when it is given.',
  ),
  display_name: text('What the Services window shows.'),
  description: text('The longer text beside it.'),
  username: text(
    'The account: `LocalSystem`, `LocalService`, `NetworkService`, `NT SERVICE\\name`, `DOMAIN\\user` or `.\\user`. It needs the right to log on as a service.',
  ),
  password: Type.Optional(
    Type.String({ secret: true, description: 'Of that account; built-in ones have none.' }),
  ),
  update_password: Type.Union([Type.Literal('on_create'), Type.Literal('always')], {
    default: 'on_create',
    description:
      'A password cannot be read, so it cannot be compared: `always` sets it each time, `on_create` with a new service or another account.',
  }),
  dependencies: Type.Optional(
    Type.Array(Type.String({ minLength: 1 }), { description: 'Services that must run before this one.' }),
  ),
  dependency_action: Type.Union([Type.Literal('set'), Type.Literal('add'), Type.Literal('remove')], {
    default: 'set',
    description: 'What `dependencies` means: exactly these, these too, not these.',
  }),
  desktop_interact: Type.Optional(
    Type.Boolean({ description: 'It may show windows; with the account LocalSystem only.' }),
  ),
  error_control: oneOf(
    ['ignore', 'normal', 'severe', 'critical'],
    'What Windows does when it fails at the start of the system.',
  ),
  load_order_group: text('The group that it is started with; an empty text: none.'),
  force_dependent_services: Type.Boolean({
    default: false,
    description: 'Services that depend on it are stopped with it, and started again when it is restarted.',
  }),
  timeout: Type.Integer({
    default: 60,
    minimum: 1,
    maximum: 3600,
    description: 'Seconds for each service to come into the wanted state.',
  }),
});
/** What a playbook gives to win_service. */
export type ServiceParams = Static<typeof serviceParams>;
