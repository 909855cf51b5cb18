import { type Static, Type } from 'gorun/module';

const oneOf = <const Names extends string[]>(names: Names, description: string) =>
  Type.Optional(Type.Enum(names, { description }));
/** `PT30M`, `P1DT12H`. */
export const durationText = (description: string) =>
  Type.Optional(
    Type.String({
      pattern: '^P(?!$)(\\d+Y)?(\\d+M)?(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+S)?)?$',
      description: `${description} As ISO 8601 has it: \`PT30M\`, \`P1D\`.`,
    }),
  );
const time = (description: string) =>
  Type.Optional(
    Type.String({
      pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)?$',
      description: `${description} As \`2026-01-31T03:00:00\`, in the time of the host.`,
    }),
  );
const flag = (description: string) => Type.Optional(Type.Boolean({ description }));
const some = <const Names extends string[]>(names: Names, description: string) =>
  Type.Optional(Type.Array(Type.Enum(names), { minItems: 1, description }));

/** As people write them; Windows writes them with a capital. */
export const dayNames = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const;
/** The same of the months. */
export const monthNames = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
] as const;
/** Each with the element that it is in a task. */
export const triggerElements = {
  boot: 'BootTrigger',
  daily: 'CalendarTrigger',
  event: 'EventTrigger',
  idle: 'IdleTrigger',
  logon: 'LogonTrigger',
  monthly: 'CalendarTrigger',
  monthlydow: 'CalendarTrigger',
  once: 'TimeTrigger',
  registration: 'RegistrationTrigger',
  session_state_change: 'SessionStateChangeTrigger',
  time: 'TimeTrigger',
  weekly: 'CalendarTrigger',
} as const;
/** Each with its word in a task. */
export const sessionChanges: Readonly<Record<string, string>> = {
  console_connect: 'ConsoleConnect',
  console_disconnect: 'ConsoleDisconnect',
  remote_connect: 'RemoteConnect',
  remote_disconnect: 'RemoteDisconnect',
  session_lock: 'SessionLock',
  session_unlock: 'SessionUnlock',
};

export const triggerParams = Type.Object({
  type: Type.Enum(
    [
      'boot',
      'daily',
      'event',
      'idle',
      'logon',
      'monthly',
      'monthlydow',
      'once',
      'registration',
      'session_state_change',
      'time',
      'weekly',
    ],
    { description: '`once` is another word for `time`.' },
  ),
  enabled: flag('Whether it starts the task; `true` where not given.'),
  start_boundary: time('From when on it starts the task, and at which time of the day.'),
  end_boundary: time('When it ends.'),
  execution_time_limit: durationText('How long the task may run when this started it.'),
  delay: durationText('How long after the event; boot, event, logon, registration, session_state_change.'),
  random_delay: durationText('Up to how long after its time, by chance; time, daily, weekly, monthly.'),
  repetition: Type.Optional(
    Type.Object(
      {
        interval: durationText('How long between two starts.'),
        duration: durationText('How long it goes on; for ever where not given.'),
        stop_at_duration_end: flag('Whether what still runs at the end is stopped.'),
      },
      { description: 'Starts the task again and again.' },
    ),
  ),
  days_interval: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 365, description: 'Every so many days; daily.' }),
  ),
  weeks_interval: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 52, description: 'Every so many weeks; weekly.' }),
  ),
  days_of_week: some([...dayNames], 'weekly, monthlydow.'),
  days_of_month: Type.Optional(
    Type.Array(Type.Integer({ minimum: 1, maximum: 31 }), { minItems: 1, description: 'monthly.' }),
  ),
  run_on_last_day_of_month: flag('monthly.'),
  weeks_of_month: Type.Optional(
    Type.Array(Type.Integer({ minimum: 1, maximum: 4 }), { minItems: 1, description: 'monthlydow.' }),
  ),
  run_on_last_week_of_month: flag('monthlydow.'),
  months_of_year: some([...monthNames], 'monthly, monthlydow; all where not given.'),
  subscription: Type.Optional(
    Type.String({ minLength: 1, description: 'The query of the events that start it, as XML; event.' }),
  ),
  user_id: Type.Optional(
    Type.String({ minLength: 1, description: 'Whose logon or session; anybody’s where not given.' }),
  ),
  state_change: oneOf(
    [
      'console_connect',
      'console_disconnect',
      'remote_connect',
      'remote_disconnect',
      'session_lock',
      'session_unlock',
    ],
    'What becomes of the session; session_state_change.',
  ),
});
/** A trigger as a playbook has it. */
export type Trigger = Static<typeof triggerParams>;
