import { type Accounts, sidOf } from './accounts.ts';
import { dayNames, monthNames, sessionChanges, type Trigger, triggerElements } from './trigger-params.ts';
import { element, type XmlElement } from './xml.ts';

const capital = (word: string) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
type Value = string | number | boolean | undefined;

/** Elements with a text, those without a value left out, in the order of Windows' schema. */
const texts = (values: readonly (readonly [name: string, value: Value])[]): XmlElement[] =>
  values.flatMap(([name, value]) => (value === undefined ? [] : [element(name, String(value))]));

const named = (name: string, all: readonly string[], given: readonly string[]): XmlElement =>
  element(
    name,
    all.filter((one) => given.includes(one)).map((one) => element(capital(one), '')),
  );
const numbered = (name: string, inner: string, numbers: readonly number[] = [], last = false): XmlElement =>
  element(name, [
    ...[...numbers].sort((one, other) => one - other).map((one) => element(inner, String(one))),
    ...(last ? [element(inner, 'Last')] : []),
  ]);

function schedule(trigger: Trigger): XmlElement[] {
  const days = () => named('DaysOfWeek', dayNames, trigger.days_of_week ?? []);
  const months = () => named('Months', monthNames, trigger.months_of_year ?? monthNames);
  switch (trigger.type) {
    case 'daily':
      return [element('ScheduleByDay', texts([['DaysInterval', trigger.days_interval ?? 1]]))];
    case 'weekly':
      return [
        element('ScheduleByWeek', [...texts([['WeeksInterval', trigger.weeks_interval ?? 1]]), days()]),
      ];
    case 'monthly':
      return [
        element('ScheduleByMonth', [
          numbered('DaysOfMonth', 'Day', trigger.days_of_month, trigger.run_on_last_day_of_month),
          months(),
        ]),
      ];
    case 'monthlydow':
      return [
        element('ScheduleByMonthDayOfWeek', [
          numbered('Weeks', 'Week', trigger.weeks_of_month, trigger.run_on_last_week_of_month),
          days(),
          months(),
        ]),
      ];
    default:
      return [];
  }
}

/** A trigger as Windows has it. */
export function triggerXml(trigger: Trigger, accounts: Accounts): XmlElement {
  const { repetition } = trigger;
  return element(triggerElements[trigger.type], [
    ...texts([
      ['Enabled', trigger.enabled ?? true],
      ['StartBoundary', trigger.start_boundary],
      ['EndBoundary', trigger.end_boundary],
    ]),
    ...(repetition === undefined
      ? []
      : [
          element(
            'Repetition',
            texts([
              ['Interval', repetition.interval],
              ['Duration', repetition.duration],
              ['StopAtDurationEnd', repetition.stop_at_duration_end ?? false],
            ]),
          ),
        ]),
    ...texts([
      ['ExecutionTimeLimit', trigger.execution_time_limit],
      ['RandomDelay', trigger.random_delay],
      ['Subscription', trigger.subscription],
      ['UserId', trigger.user_id === undefined ? undefined : sidOf(trigger.user_id, accounts)],
      ['Delay', trigger.delay],
      ['StateChange', trigger.state_change && sessionChanges[trigger.state_change]],
    ]),
    ...schedule(trigger),
  ]);
}
