import { expect, test } from 'vitest';
import { type IndexFile, versionIndex } from '../../lab/depot/version-index.ts';

const file = (version: string, arch = 'amd64'): IndexFile => ({
  filename: `${version}.windows-${arch}.msi`,
  os: 'windows',
  arch,
  version,
  sha256: '0'.repeat(64),
  size: 1,
  kind: 'installer',
});

test('the index groups files by version, the newest version first', () => {
  const index = versionIndex([
    file('go1.9.7'),
    file('go1.20.14'),
    file('go1.21.13'),
    file('go1.20.14', '386'),
  ]);
  expect(index.map((one) => [one.version, one.files.length])).toEqual([
    ['go1.21.13', 1],
    ['go1.20.14', 2],
    ['go1.9.7', 1],
  ]);
});

test('a beta or a release candidate is not stable', () => {
  const index = versionIndex([file('go1.21rc3'), file('go1.21beta1'), file('go1.21.0')]);
  expect(Object.fromEntries(index.map((one) => [one.version, one.stable]))).toEqual({
    'go1.21rc3': false,
    'go1.21beta1': false,
    'go1.21.0': true,
  });
});
