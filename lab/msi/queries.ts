import { type MsiPackage, UPGRADE_CODES } from './package.ts';
import { componentOf } from './wxs.ts';

/** The SQL that gives wixl's package what wixl has no words for: PATH, downgrades, failures on purpose. Pure. */
export function msiQueries(pack: MsiPackage, pathOwner: string): string[] {
  if (pack.defect === 'other-product') return [];
  return [
    'CREATE TABLE `Environment` (`Environment` CHAR(72) NOT NULL, `Name` CHAR(255) NOT NULL LOCALIZABLE, ' +
      '`Value` CHAR(255) LOCALIZABLE, `Component_` CHAR(72) NOT NULL PRIMARY KEY `Environment`)',
    insert('Environment', {
      Environment: 'PathEntry',
      Name: '=-*PATH',
      Value: '[~];[INSTALLDIR]bin',
      Component_: componentOf(pathOwner),
    }),
    insert('InstallExecuteSequence', { Action: 'WriteEnvironmentStrings', Sequence: 5200 }),
    insert('InstallExecuteSequence', { Action: 'RemoveEnvironmentStrings', Sequence: 3300 }),
    // Go's installer allows downgrades: no launch condition, and every other version counts as one to replace.
    'DELETE FROM `LaunchCondition`',
    'DELETE FROM `Upgrade`',
    insert('Upgrade', {
      UpgradeCode: `{${UPGRADE_CODES[pack.arch]}}`,
      VersionMin: '0.0.0',
      Attributes: 256,
      ActionProperty: 'WIX_UPGRADE_DETECTED',
    }),
    ...(pack.defect === 'fails-midway' ? failMidway() : []),
  ];
}

/**
 * A custom action of type 19 (show an error and stop) after the old version is removed (1401) and the new files are being
 * laid out (4000): the host is left with neither.
 */
function failMidway(): string[] {
  return [
    insert('CustomAction', { Action: 'LabFailure', Type: 19, Target: 'The lab ordered this failure.' }),
    insert('InstallExecuteSequence', { Action: 'LabFailure', Sequence: 4100 }),
  ];
}

function insert(table: string, row: Record<string, string | number>): string {
  const columns = Object.keys(row).map((name) => `\`${name}\``);
  const values = Object.values(row).map((value) =>
    typeof value === 'number' ? String(value) : `'${value}'`,
  );
  return `INSERT INTO \`${table}\` (${columns.join(',')}) VALUES (${values.join(',')})`;
}
