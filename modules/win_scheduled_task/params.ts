import { type Static, Type } from 'gorun/module';
import { durationText, triggerParams } from './trigger-params.ts';

const text = (description: string) => Type.Optional(Type.String({ description }));
const flag = (description: string) => Type.Optional(Type.Boolean({ description }));
const oneOf = <const Names extends string[]>(names: Names, description: string) =>
  Type.Optional(Type.Enum(names, { description }));

/** What says what a task is to be; all of it may be said by `xml` instead. */
const definition = {
  actions: Type.Optional(
    Type.Array(
      Type.Object({
        path: Type.String({
          minLength: 1,
          description: 'The program; variables like `%ProgramFiles%` are taken.',
        }),
        arguments: text('One text, as the program gets it.'),
        working_directory: text('Where it runs.'),
      }),
      { minItems: 1, description: 'What it does, in this order. A new task needs it.' },
    ),
  ),
  triggers: Type.Optional(
    Type.Array(triggerParams, { description: 'When it starts: exactly these. `[]`: by hand only.' }),
  ),
  description: text('What it is for.'),
  author: text('Who made it.'),
  source: text('What it comes from.'),
  version: text('Its version.'),
  date: text('When it was made, as people want to see it.'),
  username: text(
    'The account that it runs as: `SYSTEM`, `LocalService`, `NetworkService`, `DOMAIN\\user` or `.\\user`. A new task without one: the account of the connection, while that is logged on.',
  ),
  group: text('Instead of one account: it runs for whoever of this group is logged on.'),
  logon_type: oneOf(
    ['password', 's4u', 'interactive_token', 'group', 'service_account', 'token_or_password'],
    'How the account is logged on. Where not given it follows from the account and the password.',
  ),
  run_level: oneOf(
    ['limited', 'highest'],
    'With all rights of the account, or without those of an administrator.',
  ),
  enabled: flag('Whether it can start.'),
  hidden: flag('Whether the Task Scheduler window hides it.'),
  execution_time_limit: durationText('How long it may run; `PT0S`: for ever. A new task: three days.'),
  multiple_instances: oneOf(
    ['parallel', 'queue', 'ignore_new', 'stop_existing'],
    'What a start does while it runs.',
  ),
  start_when_available: flag('Whether a missed start is made up for.'),
  allow_demand_start: flag('Whether it can be started by hand.'),
  allow_hard_terminate: flag('Whether it may be ended by force.'),
  disallow_start_if_on_batteries: flag('Whether it does not start on batteries.'),
  stop_if_going_on_batteries: flag('Whether it is stopped when the batteries take over.'),
  run_only_if_idle: flag('Whether it starts only while nobody works.'),
  run_only_if_network_available: flag('Whether it starts only with a network.'),
  wake_to_run: flag('Whether it wakes the computer.'),
  delete_expired_task_after: durationText('How long after the end of its last trigger it is removed.'),
  priority: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 10, description: '0 is the highest. A new task: 7.' }),
  ),
  restart_count: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 999, description: 'How often it is tried again when it failed.' }),
  ),
  restart_interval: durationText('How long between two tries.'),
};

export const taskParams = Type.Object({
  name: Type.String({
    minLength: 1,
    pattern: '^(?![ .]+$)[^\\\\/:*?"<>|]+$',
    description: 'The name of the task, without its folder.',
  }),
  path: Type.String({
    default: '\\',
    pattern: '^\\\\?([^\\\\/:*?"<>|]+(\\\\[^\\\\/:*?"<>|]+)*\\\\?)?$',
    description: 'Its folder in the Task Scheduler; made where missing.',
  }),
  state: Type.Union([Type.Literal('present'), Type.Literal('absent')], { default: 'present' }),
  ...definition,
  password: Type.Optional(Type.String({ secret: true, description: 'Of the account.' })),
  update_password: Type.Union([Type.Literal('on_create'), Type.Literal('always')], {
    default: 'on_create',
    description:
      'A password cannot be read, so it cannot be compared: `always` sets it each time, `on_create` whenever something else changes.',
  }),
  xml: text('The whole task instead of all that, as the Task Scheduler exports it.'),
});
/** What a playbook gives to win_scheduled_task. */
export type TaskParams = Static<typeof taskParams>;
/** One thing that a task does. */
export type TaskAction = NonNullable<TaskParams['actions']>[number];
/** The parameters that `xml` takes the place of. */
export const definitionParams: readonly string[] = Object.keys(definition);
