import type { JsonObject } from 'gorun/module';
import { type Accounts, sidOf } from './accounts.ts';
import { dayNames, monthNames, sessionChanges, triggerElements } from './trigger-params.ts';
import { plainDuration, plainTime } from './values.ts';
import { childOf, childrenOf, elementAt, textAt, type XmlElement } from './xml.ts';

const schedules = {
  ScheduleByDay: 'daily',
  ScheduleByWeek: 'weekly',
  ScheduleByMonth: 'monthly',
  ScheduleByMonthDayOfWeek: 'monthlydow',
} as const;
type Facts = Record<string, JsonObject[string] | undefined>;

/**
 * A trigger as a playbook would have it, in one form: what is as Windows has it by itself is left out, so two triggers
 * that do the same are equal.
 */
export function triggerFacts(trigger: XmlElement, accounts: Accounts): JsonObject {
  const text = (...path: string[]) => textAt(trigger, path) || undefined;
  const lasting = (...path: string[]) => {
    const plain = plainDuration(text(...path) ?? 'PT0S');
    return plain === 'PT0S' ? undefined : (text(...path) ?? undefined);
  };
  const time = (name: string) => {
    const found = text(name);
    return found === undefined ? undefined : plainTime(found);
  };
  const user = text('UserId');
  const facts: Facts = {
    type: typeOf(trigger),
    enabled: text('Enabled')?.toLowerCase() === 'false' ? false : undefined,
    start_boundary: time('StartBoundary'),
    end_boundary: time('EndBoundary'),
    repetition: repetitionOf(trigger),
    execution_time_limit: inOneForm(lasting('ExecutionTimeLimit')),
    delay: inOneForm(lasting('Delay')),
    random_delay: inOneForm(lasting('RandomDelay')),
    subscription: text('Subscription'),
    user_id: user === undefined ? undefined : sidOf(user, accounts),
    state_change: wordOf(sessionChanges, text('StateChange')),
    ...scheduleFacts(trigger),
  };
  return given(facts);
}

const inOneForm = (text: string | undefined) => (text === undefined ? undefined : plainDuration(text));

function given(facts: Facts): JsonObject {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

const wordOf = (words: Readonly<Record<string, string>>, stored: string | undefined) =>
  stored === undefined ? undefined : (Object.keys(words).find((word) => words[word] === stored) ?? stored);

function typeOf(trigger: XmlElement): string {
  const [name] = trigger;
  if (name !== 'CalendarTrigger')
    return name === 'TimeTrigger' ? 'time' : (wordOf(triggerElements, name) ?? name);
  const found = childrenOf(trigger).find(([one]) => Object.hasOwn(schedules, one));
  return (
    wordOf(Object.fromEntries(Object.entries(schedules).map(([key, word]) => [word, key])), found?.[0]) ??
    name
  );
}

function repetitionOf(trigger: XmlElement): JsonObject | undefined {
  const interval = textAt(trigger, ['Repetition', 'Interval']);
  if (interval === undefined || interval === '') return undefined;
  const duration = textAt(trigger, ['Repetition', 'Duration']);
  return given({
    interval: plainDuration(interval),
    duration: inOneForm(duration || undefined),
    stop_at_duration_end:
      textAt(trigger, ['Repetition', 'StopAtDurationEnd'])?.toLowerCase() === 'true' ? true : undefined,
  });
}

const namesIn = (parent: XmlElement | undefined, all: readonly string[]) =>
  all.filter((one) => childrenOf(parent).some(([name]) => name.toLowerCase() === one));
const numbersIn = (parent: XmlElement | undefined) => {
  const words = childrenOf(parent).map(([, , content]) => String(content).trim());
  const numbers = words.filter((one) => /^\d+$/.test(one)).map(Number);
  return {
    numbers: numbers.length === 0 ? undefined : numbers.sort((one, other) => one - other),
    last: words.some((one) => one.toLowerCase() === 'last') ? true : undefined,
  };
};

function scheduleFacts(trigger: XmlElement): Facts {
  const often = (...path: string[]) => {
    const number = Number(textAt(trigger, path) ?? 1);
    return number === 1 ? undefined : number;
  };
  const months = (at: XmlElement | undefined) => {
    const found = namesIn(childOf(at, 'Months'), monthNames);
    return found.length === 0 || found.length === monthNames.length ? undefined : found;
  };
  const month = elementAt(trigger, ['ScheduleByMonth']);
  const byDay = elementAt(trigger, ['ScheduleByMonthDayOfWeek']);
  const week = elementAt(trigger, ['ScheduleByWeek']);
  const days = numbersIn(childOf(month, 'DaysOfMonth'));
  const weeks = numbersIn(childOf(byDay, 'Weeks'));
  const weekdays = namesIn(childOf(week ?? byDay, 'DaysOfWeek'), dayNames);
  return {
    days_interval: often('ScheduleByDay', 'DaysInterval'),
    weeks_interval: often('ScheduleByWeek', 'WeeksInterval'),
    days_of_week: weekdays.length === 0 ? undefined : weekdays,
    days_of_month: days.numbers,
    run_on_last_day_of_month: days.last,
    weeks_of_month: weeks.numbers,
    run_on_last_week_of_month: weeks.last,
    months_of_year: months(month ?? byDay),
  };
}
