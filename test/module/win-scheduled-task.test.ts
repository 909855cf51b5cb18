import { describe, expect, test } from 'vitest';
import { triggerFacts } from '../../modules/win_scheduled_task/trigger-facts.ts';
import type { Trigger } from '../../modules/win_scheduled_task/trigger-params.ts';
import { wrongTrigger } from '../../modules/win_scheduled_task/trigger-rules.ts';
import { triggerXml } from '../../modules/win_scheduled_task/trigger-xml.ts';
import { plainDuration, sameText } from '../../modules/win_scheduled_task/values.ts';
import { documentText, element } from '../../modules/win_scheduled_task/xml.ts';
import type { JsonObject } from '../../src/json.ts';

const start_boundary = '2026-01-31T03:00:00';
const accounts = { 'CORP\\me': 'S-1-5-21-1-2-3-1104' };

/** What a trigger is read back as, once Windows has it. */
const cases: readonly (readonly [given: Trigger, read: JsonObject])[] = [
  [
    { type: 'boot', delay: 'PT15M' },
    { type: 'boot', delay: 'PT900S' },
  ],
  [
    { type: 'registration', enabled: false },
    { type: 'registration', enabled: false },
  ],
  [{ type: 'idle', enabled: true }, { type: 'idle' }],
  [
    { type: 'logon', user_id: 'CORP\\me' },
    { type: 'logon', user_id: 'S-1-5-21-1-2-3-1104' },
  ],
  [
    { type: 'event', subscription: '<QueryList><Query Id="0"/></QueryList>' },
    { type: 'event', subscription: '<QueryList><Query Id="0"/></QueryList>' },
  ],
  [
    { type: 'session_state_change', state_change: 'remote_connect' },
    { type: 'session_state_change', state_change: 'remote_connect' },
  ],
  [
    { type: 'once', start_boundary, random_delay: 'PT1H' },
    { type: 'time', start_boundary, random_delay: 'PT3600S' },
  ],
  [
    { type: 'daily', start_boundary, days_interval: 3, end_boundary: '2027-01-01T00:00:00.000' },
    { type: 'daily', start_boundary, days_interval: 3, end_boundary: '2027-01-01T00:00:00' },
  ],
  [
    { type: 'weekly', start_boundary, days_of_week: ['saturday', 'monday'], weeks_interval: 2 },
    { type: 'weekly', start_boundary, days_of_week: ['monday', 'saturday'], weeks_interval: 2 },
  ],
  [
    { type: 'monthly', start_boundary, days_of_month: [15, 1], run_on_last_day_of_month: true },
    { type: 'monthly', start_boundary, days_of_month: [1, 15], run_on_last_day_of_month: true },
  ],
  [
    {
      type: 'monthlydow',
      start_boundary,
      days_of_week: ['sunday'],
      run_on_last_week_of_month: true,
      weeks_of_month: [2],
      months_of_year: ['march'],
    },
    {
      type: 'monthlydow',
      start_boundary,
      days_of_week: ['sunday'],
      run_on_last_week_of_month: true,
      weeks_of_month: [2],
      months_of_year: ['march'],
    },
  ],
  [
    { type: 'time', start_boundary, repetition: { interval: 'PT60M', duration: 'P1D' } },
    { type: 'time', start_boundary, repetition: { interval: 'PT3600S', duration: 'PT86400S' } },
  ],
];

describe('a trigger', () => {
  test.each(cases)('%j is read back as the same', (given, read) => {
    expect(wrongTrigger(given)).toBeUndefined();
    expect(triggerFacts(triggerXml(given, accounts), accounts)).toEqual(read);
  });
});

describe('the text of a task', () => {
  test('holds whatever stands in it', () => {
    const text = documentText(['a', { b: 'x"<&\n' }, [element('c', 'one & "two" <three> ]]>\r\n')]]);
    expect(text).toBe(
      '<?xml version="1.0" encoding="UTF-16"?>\n<a b="x&quot;&lt;&amp;&#10;">\n  <c>one &amp; "two" &lt;three&gt; ]]&gt;&#13;\n</c>\n</a>\n',
    );
  });

  test('durations and times are the same however they are written', () => {
    expect(plainDuration('P3D')).toBe(plainDuration('PT72H'));
    expect(plainDuration('P1M')).not.toBe(plainDuration('P30D'));
    expect(sameText('2026-01-01T03:00:00.0000000', '2026-01-01T03:00:00')).toBe(true);
    expect(sameText('TRUE', 'true')).toBe(true);
    expect(sameText('True story', 'true story')).toBe(false);
  });
});
