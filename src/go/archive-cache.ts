import type { ResourceId } from '../module/contract.ts';
import { fileId } from '../module/resources.ts';
import { bareVersion } from './cache.ts';

/** The archive of a version as it lies in gorun's cache on a POSIX host, or where a task says; `arch` undefined: the host's own. */
export const archiveId = (dest: string | undefined, version: string, arch: string | undefined): ResourceId =>
  dest === undefined ? `archive:go${bareVersion(version)}.${arch ?? 'host'}` : fileId(dest);
