import { type Refusal, refuse } from 'gorun/module';
import type { PackageParams } from './params.ts';
import type { PackageState } from './state.ts';

/** Says whether a path is an address of the web. */
export const isAddress = (path: string): boolean => /^https?:\/\//i.test(path);

/** What is wrong with the package or how it is named. */
export function sourceProblem(params: PackageParams, state: PackageState): Refusal | undefined {
  const { path, product_id, checksum } = params;
  if (path === undefined)
    return params.state === 'absent' && product_id !== undefined
      ? undefined
      : refuse(
          'a path is needed',
          'Give the path of the package; only uninstalling does with product_id alone.',
        );
  if (isAddress(path)) {
    if (product_id === undefined)
      return refuse(
        'a package from the web needs its product_id',
        'It tells whether the product is installed without loading the package each time.',
      );
    if (checksum === undefined && params.state === 'present')
      return refuse('a package from the web needs its checksum', 'Give the SHA-256 of the file.');
    return undefined;
  }
  // What is as wanted needs no package any more.
  if (product_id !== undefined && (state.product !== null) === (params.state === 'present')) return undefined;
  return fileProblem(params, path, state);
}

function fileProblem(params: PackageParams, path: string, { source }: PackageState): Refusal | undefined {
  const { product_id, checksum } = params;
  if (params.state === 'absent' && product_id !== undefined) return undefined;
  if (source?.exists !== true)
    return refuse(
      `there is no package ${path} on the host`,
      'Bring it there first (win_copy), or mend the path.',
    );
  const found = source.package;
  if (found === null || found.problem !== null)
    return refuse(
      `${path} cannot be used: ${found?.problem ?? 'it is not a package'}`,
      'Bring the whole package there again.',
    );
  if (product_id !== undefined && found.productCode?.toUpperCase() !== product_id.toUpperCase())
    return refuse(
      `${path} is the product ${found.productCode}, not ${product_id}`,
      'Mend product_id, or leave it out.',
    );
  if (checksum !== undefined && source.sha256 !== checksum.toLowerCase())
    return refuse(
      `${path} has the checksum ${source.sha256}, not ${checksum}`,
      'Find out where the file comes from.',
    );
  return undefined;
}
