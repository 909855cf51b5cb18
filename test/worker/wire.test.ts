import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineSplitter } from '../../src/worker/client/line-splitter.ts';
import { parseReply } from '../../src/worker/client/wire-replies.ts';
import { wireText } from '../../src/worker/client/wire-text.ts';
import { windowsDialect } from '../../src/worker/windows/dialect.ts';

describe('a line to the worker', () => {
  const anyText = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units));

  it('is ASCII JSON with no quote or backslash escaped by a backslash, for any value', () => {
    const anyValue = fc.oneof(anyText, fc.dictionary(anyText, fc.array(anyText)), fc.jsonValue());
    fc.assert(
      fc.property(anyValue, (value) => {
        const line = wireText(value);
        expect(line).toMatch(/^[\x20-\x7e]*$/);
        expect(line).not.toMatch(/\\["\\]/);
        expect(JSON.parse(line)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('keeps lone surrogates and U+0000', () => {
    expect(wireText('\ud800\u0000"\\')).toBe('"\\ud800\\u0000\\u0022\\u005c"');
  });
});

describe('a request to the worker of a Windows host', () => {
  const library = { hash: 'l', text: 'function Get-It { "é\\" }' };
  const script = { hash: 's', text: 'function Probe($p) { Get-It }', uses: [library] };
  const call = { script, fn: 'Probe', args: { text: '"' } };
  const calls = [{ code: 's', fn: 'Probe', args: { text: '"' } }];
  const fresh = [
    { source: library, library: true },
    { source: script, library: false },
  ];

  it('carries the sources that the worker has not seen, each time with the same text', () => {
    const code = { l: { text: library.text }, s: { text: script.text, uses: ['l'] } };
    for (const id of [1, 2])
      expect(windowsDialect.lines(id, [call], fresh)).toEqual([wireText({ id, code, calls })]);
  });

  it('has no code where there is nothing new', () => {
    expect(windowsDialect.lines(3, [call], [])).toEqual([wireText({ id: 3, calls })]);
  });
});

describe('lines from the worker', () => {
  it('come out whole, however the bytes were cut', () => {
    const lines = fc.array(fc.string().map((text) => text.replace(/[\r\n]/g, '')));
    fc.assert(
      fc.property(lines, fc.integer({ min: 1, max: 7 }), (expected, size) => {
        const bytes = Buffer.from(expected.map((line) => `${line}\n`).join(''), 'latin1');
        const splitter = new LineSplitter();
        const got: string[] = [];
        for (let at = 0; at < bytes.length; at += size)
          got.push(...splitter.push(bytes.subarray(at, at + size)));
        expect(got).toEqual(expected.map((line) => Buffer.from(line, 'latin1').toString('latin1')));
        expect(splitter.rest()).toBe('');
      }),
    );
  });

  it.each(['', 'hello', '{', '{}', '[]', '{"id":1}', '{"id":"1","done":true}', '{"id":1,"n":0,"ok":false}'])(
    'that are not of the protocol are noise: %s',
    (line) => {
      expect(parseReply(line)).toEqual({ kind: 'noise', text: line });
    },
  );

  it('with an unknown kind of error are plain failures', () => {
    expect(parseReply('{"id":1,"n":0,"ok":false,"error":{"kind":"new","message":"m"},"ms":3}')).toEqual({
      kind: 'outcome',
      id: 1,
      n: 0,
      outcome: { ok: false, error: { kind: 'failed', message: 'm' }, ms: 3 },
    });
  });
});
