import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareGoVersions } from '../../src/go-version/compare.ts';
import { isGoVersion, parseGoVersion } from '../../src/go-version/parse.ts';

const oldestFirst = [
  '1.9',
  '1.10',
  '1.20beta1',
  '1.20rc1',
  '1.20rc3',
  '1.20',
  '1.20.1',
  '1.20.14',
  '1.21',
  '1.21beta1',
  '1.21rc1',
  '1.21rc2',
  '1.21rc10',
  '1.21.0',
  '1.21.1',
  '1.21.13',
  '1.22',
  '1.22.0',
  '2.0.1',
];

const version = fc
  .record({
    minor: fc.integer({ min: 18, max: 23 }),
    end: fc.constantFrom('', '.0', '.1', '.13', 'rc1', 'rc2', 'beta1'),
  })
  .map(({ minor, end }) => `1.${minor}${end}`);

describe('the order of Go versions', () => {
  for (const [index, older] of oldestFirst.entries()) {
    for (const newer of oldestFirst.slice(index + 1)) {
      it(`${older} is older than ${newer}`, () => {
        expect(compareGoVersions(older, newer)).toBeLessThan(0);
        expect(compareGoVersions(newer, older)).toBeGreaterThan(0);
      });
    }
  }

  it.each([
    ['1.20', '1.20.0'],
    ['go1.21.0', '1.21.0'],
    ['1.21.3-bigcorp', '1.21.3'],
  ])('%s and %s are the same', (a, b) => {
    expect(compareGoVersions(a, b)).toBe(0);
  });

  it('puts what is no version before every version', () => {
    expect(compareGoVersions('devel go1.22-abc', '1.0')).toBeLessThan(0);
    expect(compareGoVersions('1.0', '')).toBeGreaterThan(0);
    expect(compareGoVersions('x', 'y')).toBe(0);
  });

  it('is one and the same order, whichever pair is looked at', () => {
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        const ab = Math.sign(compareGoVersions(a, b));
        expect(Math.sign(compareGoVersions(b, a)) + ab).toBe(0);
        if (ab <= 0 && compareGoVersions(b, c) <= 0) expect(compareGoVersions(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });
});

describe('reading a Go version', () => {
  it.each(['1.21.0', 'go1.21.0', '1.21rc1', '1.20', '1', ' go1.21.13 '])('takes %j', (text) => {
    expect(isGoVersion(text)).toBe(true);
  });

  it.each(['', 'v1.21', '1.21.', '1.021', '1.21.0rc1', 'devel +abc', '1.21alpha', 'latest'])(
    'refuses %j',
    (text) => {
      expect(isGoVersion(text)).toBe(false);
    },
  );

  it('gives its parts', () => {
    expect(parseGoVersion('go1.21rc2')).toEqual({
      text: '1.21rc2',
      major: 1,
      minor: 21,
      patch: null,
      stage: 'rc',
      stageNumber: 2,
    });
  });
});
