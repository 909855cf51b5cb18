import type { Trigger } from './trigger-params.ts';

type Field = keyof Trigger;
const everywhere: readonly Field[] = [
  'type',
  'enabled',
  'start_boundary',
  'end_boundary',
  'execution_time_limit',
  'repetition',
];

/** What a type of trigger takes beside what all take, and which of it must be there. */
const rules: Readonly<Record<Trigger['type'], { takes: readonly Field[]; needs: readonly Field[] }>> = {
  boot: { takes: ['delay'], needs: [] },
  registration: { takes: ['delay'], needs: [] },
  idle: { takes: [], needs: [] },
  logon: { takes: ['delay', 'user_id'], needs: [] },
  event: { takes: ['delay', 'subscription'], needs: ['subscription'] },
  session_state_change: { takes: ['delay', 'user_id', 'state_change'], needs: ['state_change'] },
  time: { takes: ['random_delay'], needs: ['start_boundary'] },
  once: { takes: ['random_delay'], needs: ['start_boundary'] },
  daily: { takes: ['random_delay', 'days_interval'], needs: ['start_boundary'] },
  weekly: {
    takes: ['random_delay', 'weeks_interval', 'days_of_week'],
    needs: ['start_boundary', 'days_of_week'],
  },
  monthly: {
    takes: ['random_delay', 'days_of_month', 'run_on_last_day_of_month', 'months_of_year'],
    needs: ['start_boundary'],
  },
  monthlydow: {
    takes: ['random_delay', 'days_of_week', 'weeks_of_month', 'run_on_last_week_of_month', 'months_of_year'],
    needs: ['start_boundary', 'days_of_week'],
  },
};

/** What is wrong with a trigger, in words; undefined: nothing. */
export function wrongTrigger(trigger: Trigger): string | undefined {
  const { takes, needs } = rules[trigger.type];
  const idle = Object.keys(trigger).find((key) => ![...everywhere, ...takes].some((field) => field === key));
  if (idle !== undefined) return `${idle} means nothing with type: ${trigger.type}`;
  const missing = needs.find((field) => trigger[field] === undefined);
  if (missing !== undefined) return `type: ${trigger.type} needs ${missing}`;
  if (
    trigger.type === 'monthly' &&
    trigger.days_of_month === undefined &&
    trigger.run_on_last_day_of_month !== true
  )
    return 'type: monthly needs days_of_month or run_on_last_day_of_month';
  if (
    trigger.type === 'monthlydow' &&
    trigger.weeks_of_month === undefined &&
    trigger.run_on_last_week_of_month !== true
  )
    return 'type: monthlydow needs weeks_of_month or run_on_last_week_of_month';
  if (trigger.repetition !== undefined && trigger.repetition.interval === undefined)
    return 'repetition needs interval';
  return undefined;
}
