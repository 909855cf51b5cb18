import { describe, expect, test } from 'vitest';
import { msiFilename, productVersion, versionFile } from '../../lab/msi/package.ts';
import { msiQueries } from '../../lab/msi/queries.ts';
import { wixSource } from '../../lab/msi/wxs.ts';

describe("a lab package is shaped like Go's own", () => {
  test('in its names and versions', () => {
    expect(msiFilename('go1.21.13', 'amd64')).toBe('go1.21.13.windows-amd64.msi');
    expect(productVersion('go1.24rc1')).toBe('1.24.0');
    expect(versionFile('go1.20.14')).toBe('go1.20.14');
    expect(versionFile('go1.21.13')).toMatch(/^go1\.21\.13\ntime .*Z\n$/);
  });

  test('in its product name, UpgradeCode and folder', () => {
    const files = [{ path: 'bin/go.exe', source: 'payload/bin/go.exe' }];
    const amd64 = wixSource({ version: 'go1.21.13', arch: 'amd64' }, files);
    expect(amd64).toContain('Name="Go Programming Language amd64 go1.21.13"');
    expect(amd64).toContain('UpgradeCode="22EA7650-4AC6-4001-BF29-F4B8775DB1C0"');
    expect(amd64).toContain('ProgramFiles64Folder');
    expect(wixSource({ version: 'go1.21.13', arch: '386' }, files)).toContain(
      '1C3114EA-08C3-11E1-9095-7FCA4824019B',
    );
  });

  test('in PATH, downgrades, and nothing else unless a defect was ordered', () => {
    const sane = msiQueries({ version: 'go1.21.13', arch: 'amd64' }, 'bin/go.exe').join('\n');
    expect(sane).toContain("'=-*PATH'");
    expect(sane).toContain("'[~];[INSTALLDIR]bin'");
    expect(sane).not.toContain('LabFailure');
    expect(
      msiQueries({ version: 'go1.21.13', arch: 'amd64', defect: 'fails-midway' }, 'bin/go.exe').join('\n'),
    ).toContain('LabFailure');
  });
});
