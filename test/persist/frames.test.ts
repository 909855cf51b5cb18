import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dataHead, type Frame, FrameReader, messageFrame } from '../../src/persist/wire/frame-reader.ts';

const frames = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('message' as const), text: fc.json() }),
    fc.record({
      kind: fc.constant('data' as const),
      n: fc.nat(1000),
      bytes: fc.uint8Array({ maxLength: 300 }),
    }),
  ),
);

const asBytes = (frame: Frame): Buffer =>
  frame.kind === 'message'
    ? messageFrame(JSON.parse(frame.text))
    : Buffer.concat([dataHead(frame.n, frame.bytes.length), frame.bytes]);

const comparable = (frame: Frame) =>
  frame.kind === 'message' ? JSON.parse(frame.text) : [frame.n, [...frame.bytes]];

describe('frames', () => {
  it('come out as they went in, wherever the stream is cut', () => {
    fc.assert(
      fc.property(frames, fc.integer({ min: 1, max: 50 }), (sent, step) => {
        const stream = Buffer.concat(sent.map(asBytes));
        const reader = new FrameReader();
        const came: Frame[] = [];
        for (let at = 0; at < stream.length; at += step)
          came.push(...reader.push(stream.subarray(at, at + step)));
        expect(came.map(comparable)).toEqual(sent.map(comparable));
      }),
    );
  });

  it('are refused where they are none: a length out of measure, an unknown kind', () => {
    expect(() => new FrameReader().push(Buffer.from('GET / HTTP/1.1\r\n'))).toThrow(RangeError);
    expect(() => new FrameReader().push(Buffer.from([0, 0, 0, 0, 7]))).toThrow(RangeError);
  });
});
