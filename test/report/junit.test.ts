import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RunEvent } from '../../src/engine/events.ts';
import { junitReport } from '../../src/report/junit.ts';
import { install, result, stream, task, upgradeRun } from './fake-run.ts';

/** As Debian's libxml2-utils has it. */
const xmllint = '/usr/bin/xmllint';
const schema = join(import.meta.dirname, 'schema', 'junit.xsd');

function xmlOf(events: readonly RunEvent[]): string {
  const report = junitReport();
  for (const event of events) report.listener(event);
  return report.xml();
}

/** Holds a document against the schema, with somebody else's parser. Throws what it says. */
function validated(xml: string): void {
  execFileSync(xmllint, ['--noout', '--nonet', '--schema', schema, '-'], { input: xml, stdio: 'pipe' });
}

function told(host: string, more: Parameters<typeof result>[1], name = 'Install Go'): RunEvent[] {
  return stream([
    { type: 'play.started', play: 0, name: 'p', hosts: [host], batches: 1 },
    {
      type: 'host.task.finished',
      host,
      task: task(name, 'msi_install', 34),
      result: result(host, more),
    },
  ]);
}

test('a suite is a play, a case is a host and a task, and failures say why', () => {
  const xml = xmlOf(upgradeRun(false));
  expect(xml).toContain(
    '<testsuite name="Upgrade Go" id="0" timestamp="1970-01-01T00:16:41" tests="5" failures="1" errors="1" skipped="0" time="0.048">',
  );
  expect(xml).toContain(
    '<testcase classname="win1" name="Install Go" file="upgrade.yml" line="34" time="0.012">' +
      '<system-out>changed\nInstall Go 1.21.13</system-out></testcase>',
  );
  expect(xml).toContain('<failure message="msiexec ended with 1603" type="module/apply-failed">');
  expect(xml).toContain(
    '<testcase classname="win3" name="connect" time="0.000"><error message="win3:22 does not answer"',
  );
});

test('skipped, unknown and ignored are no failures', () => {
  const events = stream([
    { type: 'play.started', play: 0, name: 'p', hosts: ['a'], batches: 1 },
    ...[
      { status: 'skipped' as const, reason: 'go.found' },
      { status: 'unknown' as const, reason: 'known only after "fetch"' },
      { status: 'ignored' as const, message: 'no' },
    ].map((more) => ({
      type: 'host.task.finished' as const,
      host: 'a',
      task: install,
      result: result('a', more),
    })),
  ]);
  const xml = xmlOf(events);
  expect(xml).toContain('tests="3" failures="0" errors="0" skipped="2"');
  expect(xml).toContain('<skipped message="known only after &quot;fetch&quot;"></skipped>');
  expect(xml).toContain('<system-out>failed and ignored: no</system-out>');
});

test.runIf(existsSync(xmllint))('a real parser holds it valid, whatever hosts say', () => {
  validated(xmlOf(upgradeRun(false)));
  // One document for all of it: each start of the parser takes longer than a thousand cases.
  const nasty = fc.sample(fc.string({ unit: 'binary', maxLength: 60 }), { numRuns: 120, seed: 7 });
  const events = [...nasty, ']]>', '<!--', '&amp;', '\u0000\u001b[2J\ufffe\uffff\ud800'].flatMap((text) =>
    told(text, { status: 'failed', failure: { code: 'task/failed', message: text, fix: text } }, text),
  );
  validated(xmlOf(events));
});

test.runIf(existsSync(xmllint))('the check itself refuses what is wrong', () => {
  expect(() => validated('<testsuites><x/></testsuites>')).toThrow();
});
