import { type Static, Type } from 'gorun/module';

/** Headers that let somebody in. Compared without case. */
const secretHeaders =
  '^(?:[Aa][Uu][Tt][Hh][Oo][Rr][Ii][Zz][Aa][Tt][Ii][Oo][Nn]|[Pp][Rr][Oo][Xx][Yy]-[Aa][Uu][Tt][Hh][Oo][Rr][Ii][Zz][Aa][Tt][Ii][Oo][Nn]|[Cc][Oo][Oo][Kk][Ii][Ee]|[Xx]-.*(?:[Kk][Ee][Yy]|[Tt][Oo][Kk][Ee][Nn]|[Ss][Ee][Cc][Rr][Ee][Tt]|[Aa][Uu][Tt][Hh]|[Pp][Aa][Ss][Ss]).*)$';

const text = (description: string) => Type.Optional(Type.String({ minLength: 1, description }));

export const uriParams = Type.Object({
  url: Type.String({
    pattern: '^[Hh][Tt][Tt][Pp][Ss]?://[^\\s]+$',
    description: 'An address of HTTP or HTTPS.',
  }),
  method: Type.String({
    default: 'GET',
    pattern: '^[A-Z]+$',
    description: 'GET, HEAD and OPTIONS change nothing; with any other the task is changed.',
  }),
  headers: Type.Unsafe<Record<string, string>>(
    Type.Object(
      {},
      {
        default: {},
        description:
          'Headers of the request. Values of Authorization, Cookie and the like (X-…-Key, X-…-Token) are never shown.',
        patternProperties: { [secretHeaders]: Type.String({ secret: true }) },
        additionalProperties: Type.String(),
      },
    ),
  ),
  body: Type.Optional(
    Type.Unknown({ description: 'What is sent: a text, or data for `json` and `form-urlencoded`.' }),
  ),
  body_format: Type.Enum(['raw', 'json', 'form-urlencoded'], {
    default: 'raw',
    description: 'How data becomes a body; it sets Content-Type where no header does.',
  }),
  status_code: Type.Array(Type.Integer({ minimum: 100, maximum: 599 }), {
    default: [200],
    minItems: 1,
    description: 'Answers that are no failure.',
  }),
  return_content: Type.Boolean({
    default: false,
    description: 'Return the body of the answer, its first MiB; of JSON the data, too.',
  }),
  timeout: Type.Integer({ default: 30, minimum: 1, maximum: 3600, description: 'Seconds for all of it.' }),
  follow_redirects: Type.Enum(['safe', 'all', 'none'], {
    default: 'safe',
    description:
      '`safe`: of GET and HEAD only. Never from HTTPS to HTTP; secret headers do not go to another server.',
  }),
  url_username: text('For Basic authentication.'),
  url_password: Type.Optional(Type.String({ secret: true, description: 'The password to it.' })),
  validate_certs: Type.Boolean({
    default: true,
    description: '`false` takes any certificate: anybody may answer.',
  }),
  use_proxy: Type.Boolean({
    default: true,
    description: '`false`: not by the proxy that the host is set to.',
  }),
});
/** What a playbook gives to uri. */
export type UriParams = Static<typeof uriParams>;

/** Says whether a header lets somebody in. */
export const isSecretHeader = (name: string): boolean => new RegExp(secretHeaders).test(name);
