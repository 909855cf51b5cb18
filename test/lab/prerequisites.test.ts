import { describe, expect, test } from 'vitest';
import { type Machine, PACKAGE_OF, whatIsMissing } from '../../lab/prerequisites.ts';

const complete: Machine = {
  isLinuxX64: true,
  isRoot: true,
  hasApt: true,
  programs: new Set(Object.keys(PACKAGE_OF)),
  dotnetSdk: '10.0.401',
  powershellBuilt: false,
};

describe('what the lab needs of a machine', () => {
  test('is nothing where all is there, root or not', () => {
    expect(whatIsMissing({ ...complete, isRoot: false })).toEqual({ packages: [], blocking: [] });
  });

  test('is installed by root from Debian packages, each named once', () => {
    const missing = whatIsMissing({ ...complete, programs: new Set(['ssh', 'ssh-keygen', 'go', 'wixl']) });
    expect(missing).toEqual({ packages: ['msitools', 'wine', 'wine64'], blocking: [] });
  });

  test('is said all at once where it cannot be installed', () => {
    const { blocking } = whatIsMissing({
      ...complete,
      isRoot: false,
      programs: new Set(),
      dotnetSdk: '8.0.1',
    });
    expect(blocking.join('\n')).toMatch(/apt-get install -y --no-install-recommends golang-go msitools/);
    expect(blocking.join('\n')).toMatch(/\.NET SDK 10 \(found: 8\.0\.1\)/);
  });

  test('is no .NET SDK once the PowerShell host is published', () => {
    expect(whatIsMissing({ ...complete, dotnetSdk: undefined, powershellBuilt: true }).blocking).toEqual([]);
  });
});
