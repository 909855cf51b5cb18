import { type Static, Type } from 'gorun/module';
import { proxyParam, retriesParam, stallParam } from '../../src/files/download-params.ts';
import { hostPath } from '../../src/files/host-path.ts';

const hex = '(?:[0-9A-Fa-f]{32}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{64}|[0-9A-Fa-f]{96}|[0-9A-Fa-f]{128})';

export const getUrlParams = Type.Object({
  url: Type.String({
    pattern: '^https?://[^/\\s@]+(?:/\\S*)?$',
    description: 'Where the file is, http or https. Credentials belong into `headers`.',
  }),
  dest: hostPath(
    'Full path on the host. The file goes into it under the name that the address ends with where it is a folder or ends with a backslash.',
  ),
  checksum: Type.Optional(
    Type.String({
      pattern: `^(?:(?:md5|sha1|sha256|sha384|sha512):)?${hex}$`,
      description: 'What the file must have: hex, also with the algorithm in front (`sha256:…`).',
    }),
  ),
  checksum_algorithm: Type.Union(
    ['sha256', 'sha1', 'sha384', 'sha512', 'md5'].map((name) => Type.Literal(name)),
    { default: 'sha256', description: 'Of `checksum`, where it does not say so itself.' },
  ),
  force: Type.Boolean({
    default: true,
    description:
      'Without `checksum`: the server is asked whether its file is another one than that on the host (size and time of change); where it does not tell, it is loaded in every run. false: a file that is there stays.',
  }),
  headers: Type.Optional(
    Type.Record(
      Type.String({ pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$" }),
      Type.String({ pattern: '^[^\\r\\n\\u0000]*$' }),
      {
        secret: true,
        description: 'Headers of the request, e.g. Authorization.',
      },
    ),
  ),
  proxy: Type.Optional(proxyParam),
  timeout: stallParam,
  retries: retriesParam('begun again'),
});
/** What a playbook gives to win_get_url. */
export type GetUrlParams = Static<typeof getUrlParams>;

/** The checksum that is asked for, lower case. */
export function wantedChecksum(
  params: GetUrlParams,
): { readonly algorithm: string; readonly hex: string } | undefined {
  if (params.checksum === undefined) return undefined;
  const [first = '', second] = params.checksum.toLowerCase().split(':');
  return second === undefined
    ? { algorithm: params.checksum_algorithm, hex: first }
    : { algorithm: first, hex: second };
}

/** The name that an address ends with, as Windows takes it; null where it has none. */
export function nameInUrl(url: string): string | null {
  const last = new URL(url).pathname.split('/').at(-1) ?? '';
  const name = decoded(last).replaceAll(/[<>:"|?*\\/]/g, '_');
  return /^\.*$/.test(name) || [...name].some((char) => char < ' ') ? null : name;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** An address without what may be secret in it. */
export function shownUrl(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}
