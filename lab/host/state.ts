import { wine } from './wine.ts';

/** What a test wants to know of a host, read from outside of gorun. */
export interface HostState {
  /** The machine's PATH as it stands in the registry, unexpanded; undefined where there is none. */
  readonly path: RegistryValue | undefined;
  /** Display names of all installed products, sorted. */
  readonly products: readonly string[];
}

/** A value as `reg query` prints it. */
export interface RegistryValue {
  readonly kind: string;
  readonly data: string;
}

const ENVIRONMENT = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment';
const UNINSTALL = ['', 'Wow6432Node\\'].map(
  (view) => `HKLM\\Software\\${view}Microsoft\\Windows\\CurrentVersion\\Uninstall`,
);

/** Reads PATH and the installed products with `reg query`: the registry files on disk lag up to half a minute behind. */
export async function hostState(prefix: string): Promise<HostState> {
  const products = new Set<string>();
  for (const key of UNINSTALL) {
    // Wine's reg knows no /f: all values are read, and the names sorted out here.
    const { stdout } = await wine(prefix, ['reg', 'query', key, '/s'], { okCodes: [0, 1] });
    for (const name of displayNames(stdout)) products.add(name);
  }
  return { path: await readRegistryValue(prefix, ENVIRONMENT, 'PATH'), products: [...products].sort() };
}

/** One value of a host's registry; undefined where it isn't there. */
export async function readRegistryValue(
  prefix: string,
  key: string,
  name: string,
): Promise<RegistryValue | undefined> {
  const { code, stdout } = await wine(prefix, ['reg', 'query', key, '/v', name], { okCodes: [0, 1] });
  return code === 0 ? valueLine(stdout, name) : undefined;
}

/** Finds `    NAME    REG_SZ    data` in what `reg query` printed. Pure. */
export function valueLine(printed: string, name: string): RegistryValue | undefined {
  for (const line of printed.split(/\r?\n/)) {
    const match = /^ {4}(.*?) {4}(REG_\w+)(?: {4}(.*))?$/.exec(line);
    if (match?.[1]?.toLowerCase() === name.toLowerCase())
      return { kind: match[2] ?? '', data: match[3] ?? '' };
  }
  return undefined;
}

/** All DisplayName values in what `reg query /s` printed. Pure. */
export const displayNames = (printed: string): string[] =>
  [...printed.matchAll(/^ {4}DisplayName {4}REG_SZ {4}(.*?)\r?$/gm)].map((match) => match[1] ?? '');
