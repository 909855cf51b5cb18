import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { posixCommand } from '../../../src/worker/posix/command.ts';
import { posixDialect } from '../../../src/worker/posix/dialect.ts';
import { changingSource, posixSource } from '../../../src/worker/posix/source.ts';

const script = { hash: 'ab'.repeat(32), text: "Probe() { say_text a 'b'; }\n" };
const call = { script, fn: 'Probe', args: { path: '/etc/motd' } };

describe('a request to a POSIX worker', () => {
  it('is flat JSON, and the code that it needs goes before it', () => {
    const code = "code\nsrc_abababababababab='Probe() { say_text a '\\''b'\\''; }\n'";
    expect(posixDialect.lines(7, [call], [{ source: script, library: false }])).toEqual([
      `take ${code.length}\n${code}`,
      '{"id":7,"calls":[{"fn":"Probe","code":"abababababababab","p_path":"/etc/motd"}]}',
    ]);
  });

  it('has no quote, backslash or line break but those of JSON, and gives every text back, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(!text.includes('\0'));
        const [sent = ''] = posixDialect.lines(1, [{ ...call, args: { text } }], []);
        const line = sent.replace(/^take \d+\n/, '');
        expect(line).toMatch(/^[\x20-\x7e]*$/);
        expect(line).not.toMatch(/\\["\\]/);
        const parsed: { calls: [{ p_text: string }] } = JSON.parse(line);
        const wellFormed = Buffer.from(text, 'utf8').toString('utf8');
        expect(Buffer.from(parsed.calls[0].p_text, 'latin1').toString('utf8')).toBe(wellFormed);
      }),
    );
  });

  it('is announced by its length in bytes where it is long', () => {
    const [sent = ''] = posixDialect.lines(1, [{ ...call, args: { text: 'x'.repeat(3000) } }], []);
    const [, length, rest] = /^take (\d+)\n(.*)$/s.exec(sent) ?? [];
    expect(rest?.length).toBe(Number(length));
  });

  it('brings what changes a host only where something may be changed', () => {
    expect(posixDialect.needs([call, { script: undefined, fn: 'ping', args: {} }])).toEqual([]);
    const intent = { id: 'a', run: 'r', task: 't', title: '' };
    expect(posixDialect.needs([{ ...call, intent }])).toEqual([changingSource()]);
    expect(posixDialect.needs([{ script: undefined, fn: 'lock', args: {} }])).toEqual([changingSource()]);
  });
});

it('starts with a command that no login shell minds', () => {
  expect(posixCommand().length).toBeLessThan(500);
  expect(posixCommand()).toMatch(/^sh -c '[^'!\n]*'$/);
});

it('begins with a source of ASCII, whose length is told', () => {
  const [, length, text] = /^gorun1:(\d+)\n([\x00-\x7f]*)$/s.exec(posixSource()) ?? [];
  expect(text?.length).toBe(Number(length));
});
