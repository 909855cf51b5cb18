import { type Refusal, refuse } from 'gorun/module';
import type { GoProduct } from '../../src/go/state.ts';
import { compareGoVersions } from '../../src/go-version/compare.ts';
import type { InstallInput } from './plan.ts';

/** What a host must have free: the package, the copy that Windows Installer keeps, and what is unpacked of it. */
const spaceFor = (size: number) => 7 * size + 100_000_000;

/** The first Go that needs Windows 10 or Server 2016: go.dev/doc/go1.21#windows. */
const firstForWindows10 = '1.21rc1';

/** What forbids any change to this host. */
export function hostProblem({ state: { go, source } }: InstallInput): Refusal | undefined {
  if (!go.administrator) {
    return refuse('the account has no administrator rights', 'Connect as an administrator of the host.');
  }
  if (go.disk.freeBytes < spaceFor(source.size)) {
    const [free, needed] = [go.disk.freeBytes, spaceFor(source.size)].map(
      (bytes) => `${Math.round(bytes / 1e6)} MB`,
    );
    return refuse(`${go.disk.drive} has ${free} free; ${needed} are needed`, 'Make room on that drive.');
  }
  return undefined;
}

/** What forbids this version on this host. */
export function versionProblem(
  { params, state: { go } }: InstallInput,
  version: string,
  present: readonly GoProduct[],
  others: readonly GoProduct[],
): Refusal | undefined {
  if (go.windows.major < 10 && compareGoVersions(version, firstForWindows10) >= 0) {
    return refuse(
      `Go ${version} needs Windows 10 or Server 2016; this is ${go.windows.name} (${go.windows.major}.${go.windows.minor})`,
      'Stay below Go 1.21 on this host.',
    );
  }
  const unknown = present.find((product) => product.version === null);
  if (unknown !== undefined && !params.allow_downgrade)
    return refuse(
      `the version of “${unknown.name}” cannot be told`,
      'Say allow_downgrade: true to replace it.',
    );
  const newer = present.find((product) => compareGoVersions(product.version ?? '', version) > 0);
  if (newer?.version && !params.allow_downgrade)
    return refuse(
      `Go ${newer.version} is installed: ${version} would be a downgrade`,
      'Say allow_downgrade: true if that is meant.',
    );
  if (present.length === 0 && others.length > 0 && !params.allow_arch_change) {
    const names = others.map((product) => `Go ${product.version} ${product.arch}`).join(', ');
    return refuse(
      `${names} is installed: ${params.arch} beside it would be a twin`,
      'Say allow_arch_change: true to replace it.',
    );
  }
  return undefined;
}

/** Why there is no going on without the old installer. */
export const noWayBack = (product: GoProduct): Refusal =>
  refuse(
    `the installer of “${product.name}” is not at hand: if the installation failed, the host could be left without Go`,
    'Give `index` a version index that has it, or say keep_old: false to go without.',
  );
