import { type Refusal, refuse } from 'gorun/module';
import { type GoArch, upgradeCodeOf, upgradeCodes } from '../../src/go/upgrade-codes.ts';
import { compareGoVersions } from '../../src/go-version/compare.ts';
import type { MsiPackage } from '../../src/module/msi-package.ts';
import type { InstallState } from './state.ts';

/** The platform that the summary of a package names, by processor. */
export const platforms: Readonly<Record<GoArch, string>> = {
  '386': 'Intel',
  amd64: 'x64',
  arm: 'Arm',
  arm64: 'Arm64',
};

const again = 'Put the right one there with fetch_msi.';

/** What speaks against running the installer, if anything. */
export function sourceProblem(
  source: InstallState['source'],
  wanted: { readonly version: string; readonly arch: GoArch; readonly sha256?: string | undefined },
): Refusal | undefined {
  const { path, package: found } = source;
  if (!source.exists || found === null) {
    return refuse(
      `the installer of Go ${wanted.version} is not on the host: ${path}`,
      'Put it there with fetch_msi first.',
    );
  }
  if (found.problem !== null) return refuse(`${path} cannot be installed: ${found.problem}`, again);
  const name = found.name ?? 'without a name';
  if (!upgradeCodes.includes((found.upgradeCode ?? '').toUpperCase()))
    return refuse(`${path} is not Go but “${name}”`, again);
  if (!isFor(found, wanted.arch))
    return refuse(`${path} is “${name}” (${found.platform ?? 'no platform'}), not for ${wanted.arch}`, again);
  const version = /\bgo(1\.\S+)/.exec(name)?.[1];
  if (version === undefined || compareGoVersions(version, wanted.version) !== 0)
    return refuse(`${path} is “${name}”, not Go ${wanted.version}`, again);
  if (wanted.sha256 !== undefined && source.sha256 !== null && source.sha256 !== wanted.sha256)
    return refuse(`${path} has not the checksum that the version index says`, again);
  return undefined;
}

function isFor(found: MsiPackage, arch: GoArch): boolean {
  const named = /\b(386|amd64|arm64|arm)\b/.exec(found.name ?? '')?.[1];
  return (
    found.upgradeCode?.toUpperCase() === upgradeCodeOf(arch) &&
    (named === undefined || named === arch) &&
    (found.platform ?? '').toLowerCase() === platforms[arch].toLowerCase()
  );
}
