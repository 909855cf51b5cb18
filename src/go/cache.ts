/** Where installers lie on a host unless a task says otherwise. Unexpanded: the host knows its own %ProgramData%. */
export const cacheFolder = '%ProgramData%\\gorun\\cache';

/** The installer's place in a host's cache, under the name that go.dev gives it. */
export const cachedInstaller = (version: string, arch: string): string =>
  `${cacheFolder}\\go${bareVersion(version)}.windows-${arch}.msi`;

/** A version without `go` in front. */
export const bareVersion = (version: string): string => version.replace(/^go/, '');
