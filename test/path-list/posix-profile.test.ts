import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it, test } from 'vitest';
import {
  noProfilePath,
  type ProfilePath,
  parseProfile,
  profileText,
} from '../../src/path-list/posix-profile.ts';

const folder = mkdtempSync(join(tmpdir(), 'gorun-profile-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** PATH after a shell has read the profile as often as said. */
function read(profile: Partial<ProfilePath>, path: string, times = 1): string {
  const file = join(folder, 'profile.sh');
  writeFileSync(file, profileText({ ...noProfilePath, ...profile }));
  return execFileSync('/bin/sh', ['-c', `${'. "$1"; '.repeat(times)}printf %s "$PATH"`, 'sh', file], {
    env: { PATH: path, HOME: '/home/ann' },
    encoding: 'utf8',
  });
}

describe('a profile of gorun', () => {
  it.each<[string, Partial<ProfilePath>, string, string]>([
    ['puts entries to the front', { first: ['/a', '/b'] }, '/x:/b/:/y', '/a:/b:/x:/y'],
    ['moves entries to the end', { last: ['/x'] }, '/x:/y', '/y:/x'],
    ['leaves an added entry where it is', { added: ['/x'] }, '/x/:/y', '/x/:/y'],
    ['adds an entry at the end', { added: ['/z'] }, '/x:/y', '/x:/y:/z'],
    ['takes entries out', { without: ['/x'] }, '/x:/y:/x/', '/y'],
    ['leaves empty entries alone', { added: ['/z'] }, ':/x::/y', ':/x::/y:/z'],
    ['keeps them also where it moves others', { first: ['/z'] }, ':/x::/y:', '/z::/x::/y:'],
    ['tidies', { tidy: true }, ':/x::/y:/x/:', '/x:/y'],
    ['makes no empty entry of a PATH that comes empty', { first: ['/a'] }, '/a', '/a'],
    [
      'knows the home of the account',
      { first: ['~/go/bin', '$HOME/bin'] },
      '/x',
      '/home/ann/go/bin:/home/ann/bin:/x',
    ],
  ])('%s', (_name, profile, before, after) => {
    expect(read(profile, before)).toBe(after);
    expect(read(profile, before, 2)).toBe(after);
  });

  it('takes entries as data, whatever is in them', () => {
    const awkward = [
      "/it's",
      '/a b',
      '/$HOME',
      '/`id`',
      '/"q"',
      '/*',
      '/a;b',
      '/back\\slash',
      '/#x',
      '~x',
      '/[a]',
    ];
    expect(read({ first: awkward }, '/x')).toBe([...awkward, '/x'].join(':'));
    expect(read({ without: awkward }, [...awkward, '/x'].join(':'))).toBe('/x');
    expect(read({ added: awkward }, '/x')).toBe(['/x', ...awkward].join(':'));
  });
});

const entry = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => !/[:\n\r\0]/.test(text));
const entries = fc.uniqueArray(entry, { maxLength: 3 });

test('what was written is read again', () => {
  const profile = fc.record({
    first: entries,
    added: entries,
    last: entries,
    without: entries,
    tidy: fc.boolean(),
  });
  fc.assert(
    fc.property(profile, (one) => {
      expect(parseProfile(profileText(one))).toEqual(one);
    }),
    { numRuns: 200 },
  );
});
